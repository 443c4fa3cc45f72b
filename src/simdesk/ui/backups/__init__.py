"""The window of backups: what each has in it, and what is restored from one."""
