// MarkupTests: nothing stands here yet.
