"""The steps of scripts/build_catalogue.py, one file each."""
