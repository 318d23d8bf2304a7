"""Everything that is no dialog: commands, buttons under notices, groups, words that must not be kept."""
