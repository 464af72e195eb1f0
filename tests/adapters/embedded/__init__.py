"""The embedded profile beyond what its ports ask: files, disks, crashes."""
