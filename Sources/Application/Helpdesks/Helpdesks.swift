// Helpdesks: nothing stands here yet.
