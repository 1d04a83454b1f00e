"""The one gate through which personal data leaves."""
