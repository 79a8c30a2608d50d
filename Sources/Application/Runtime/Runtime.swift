// Runtime: nothing stands here yet.
