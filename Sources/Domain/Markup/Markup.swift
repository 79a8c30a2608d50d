// Markup: nothing stands here yet.
