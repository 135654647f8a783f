"""The fault run: real processes are killed, stopped and cut off while writers write and readers read."""
