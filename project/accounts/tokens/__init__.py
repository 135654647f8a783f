"""Programs: tokens of people who signed in from one, and keys that they made for one."""
