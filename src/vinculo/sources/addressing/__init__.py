"""What mails, calendars and address books share: charsets, header fields, and addresses."""
