// Tool: nothing stands here yet.
