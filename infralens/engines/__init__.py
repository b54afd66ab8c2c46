"""Floor 2: the engines that read specs, select code, bind notes and hash what was reviewed."""
