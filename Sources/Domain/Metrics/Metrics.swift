// Metrics: nothing stands here yet.
