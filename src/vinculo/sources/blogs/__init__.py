"""What the exports of Blogger, WordPress and Disqus have in common: people who fill in a form,
instants, addresses of posts, and a framing that reads the file twice.

Twice, because a reply names the comment it answers by a number, and the comment may stand later in
the file. The first reading learns who wrote what (one handle for each comment, no text), the second
gives the records, each with what it needs in its own fields.
"""
