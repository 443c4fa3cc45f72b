"""Will it reach me? What stands between a reminder and its owner, each part looked at now."""
