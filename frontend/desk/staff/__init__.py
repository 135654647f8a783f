"""The admin at /staff/: for staff alone, behind their second factor, and everything in the trail."""
