// Support: nothing stands here yet.
