"""Being forgotten: what goes, what stays and why, asked for, thought over for two weeks, and then done."""
