// HelpdesksTests: nothing stands here yet.
