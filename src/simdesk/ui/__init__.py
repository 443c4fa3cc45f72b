"""The rooms with Qt: what the owner sees and does. Nothing below them knows Qt."""
