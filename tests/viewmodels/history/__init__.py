"""The page *History* without pixels."""
