"""The only rooms that touch the disk.

Reading creates nothing. Every writer holds the lock of the device (``lock``) and replaces a file as a
whole (``durable``); a file that cannot be read is never written over.
"""
