"""Activity from files of others: Apple Health, Google Takeout, Health Connect.

A file is read by a process of its own (`reader.py`), which knows neither the database nor a secret.
"""
