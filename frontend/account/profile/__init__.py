"""What people say of themselves, how they want the site, what happened to their account, and how they leave."""
