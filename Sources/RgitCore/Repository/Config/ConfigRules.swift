// Which values git's settings may have: git stops at a bad one even where a later one replaces it, and so does rgit.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The settings git checks while it reads its configuration, by the commands that read them.
///
/// Colours, formats of dates and `core.commentChar`, which no command here uses and later gits read more freely, are left
/// out.
enum ConfigRules {
    /// A part of git's configuration.
    enum Part {
        /// What every command reads (git's `git_default_config`, and the settings of the repository).
        case everyCommand
        /// What comparisons read.
        case diff
        /// What git log reads besides.
        case log
        /// What git blame reads.
        case blame
    }

    /// What a value has to be.
    private enum Rule {
        case bool
        /// One of these words, or a truth value.
        case boolOr([String])
        /// One of these words, letter by letter.
        case word([String])
        /// One of these words, in capitals or not.
        case anyCaseWord([String])
        /// A number of 32 bits, not below a minimum.
        case int(minimum: Int)
        /// A number that is not negative.
        case size
        /// A level of zlib's.
        case compression
        /// The length of abbreviated names.
        case abbreviation
        /// Anything, but there has to be a value.
        case text
        /// A path, whose `~` has to lead to a directory that is known.
        case path
    }

    /// Checks every setting of the parts, also those that are not in force.
    ///
    /// - Parameter digits: How many digits a name has, which no abbreviation may exceed; only `.everyCommand` asks.
    /// - Throws: `damaged` with the setting's place for the first one git would stop at.
    static func check(
        _ config: Configuration, _ parts: Part..., digits: Int = ObjectFormat.sha1.hexCount
    ) throws(RgitError) {
        let tables = parts.map { (table: table(of: $0), hasDrivers: $0 == .diff || $0 == .blame) }
        for setting in config.settings {
            for (table, hasDrivers) in tables {
                if let rule = table.rule(of: setting.key) { try check(setting, config, rule, digits) }
                if hasDrivers, isDriverFlag(setting.key) { try check(setting, config, .bool, digits) }
            }
        }
    }

    private static func table(of part: Part) -> Table {
        switch part {
        case .everyCommand: everyCommand
        case .log: log
        case .diff: diff
        case .blame: blame
        }
    }

    /// Whether a setting is a truth value of a driver: `diff.DRIVER.binary` and its like.
    private static func isDriverFlag(_ key: [UInt8]) -> Bool {
        key.hasPrefix("diff.") && (key.hasSuffix(".binary") || key.hasSuffix(".cachetextconv"))
            && key.filter { $0 == 0x2e }.count >= 2
    }

    private static func check(
        _ setting: Configuration.Setting, _ config: Configuration, _ rule: Rule, _ digits: Int
    ) throws(RgitError) {
        let value = setting.value
        let shown = (value ?? []).printableText
        switch rule {
        case .bool:
            guard value.map({ ConfigValue.bool($0) != nil }) ?? true else {
                throw Configuration.bad("bad boolean configuration value '\(shown)' for", setting)
            }
        case .boolOr(let words):
            let word = (value ?? []).asciiLowercased.printableText
            if value != nil, !words.contains(word) { try check(setting, config, .bool, digits) }
        case .word(let words):
            guard let value else { return try check(setting, config, .text, digits) }
            guard words.contains(value.printableText) else {
                throw Configuration.bad("unknown value '\(shown)' for", setting)
            }
        case .anyCaseWord(let words):
            guard let value else { return try check(setting, config, .text, digits) }
            guard words.contains(value.asciiLowercased.printableText) else {
                throw Configuration.bad("unknown value '\(shown)' for", setting)
            }
        case .int(let minimum):
            guard let number = ConfigValue.int(value ?? []), Int32(exactly: number) != nil else {
                throw Configuration.bad("bad numeric configuration value '\(shown)' for", setting)
            }
            guard number >= minimum else { throw Configuration.bad("bad value '\(shown)' for", setting) }
        case .size:
            guard let value, !value.contains(0x2d), ConfigValue.int(value) != nil else {
                throw Configuration.bad("bad numeric configuration value '\(shown)' for", setting)
            }
        case .compression:
            try check(setting, config, .int(minimum: -1), digits)
            if let number = ConfigValue.int(value ?? []), number > 9 {
                throw Configuration.bad("bad zlib compression level \(number) for", setting)
            }
        case .abbreviation:
            guard let value else { return try check(setting, config, .text, digits) }
            let word = value.asciiLowercased.printableText
            if ["auto", "", "false", "no", "off"].contains(word) { return }
            try check(setting, config, .int(minimum: .min), digits)
            if let number = ConfigValue.int(value), !(4...digits).contains(number) {
                throw Configuration.bad("abbrev length out of range: \(number) for", setting)
            }
        case .path:
            guard let value else { return try check(setting, config, .text, digits) }
            guard UserDirectory.expand(value, home: config.home) != nil else {
                throw Configuration.bad("no home directory is known for '\(shown)' of", setting)
            }
        case .text:
            guard value != nil else { throw Configuration.bad("missing value for", setting) }
        }
    }

    // MARK: The tables

    /// The rules of a part. Every command asks it about the settings of one configuration, so that the keys are searched where
    /// the program has them, and nothing is made of them first.
    private struct Table {
        /// The sections that the keys are in: a configuration may have a million settings of others.
        let sections: StaticString
        /// Rules with the keys that they are for, in small letters. None has a subsection.
        let rows: [(rule: Rule, keys: StaticString)]

        init(in sections: StaticString, _ rows: [(rule: Rule, keys: StaticString)]) {
            self.sections = sections
            self.rows = rows
        }

        /// The rule of a key; `nil` where there is none.
        func rule(of key: [UInt8]) -> Rule? {
            guard let dot = key.firstIndex(of: 0x2e), sections.hasWord(key[..<dot]) else { return nil }
            return rows.first { $0.keys.hasWord(key[...]) }?.rule
        }
    }

    private static let everyCommand = Table(
        in: """
            core commitgraph index feature gc fetch pack pager color
            sparse user advice branch push i18n author committer mailmap
            """,
        [
            (
                .bool,
                """
                core.filemode core.trustctime core.quotepath core.symlinks core.ignorecase core.bare
                core.prefersymlinkrefs core.warnambiguousrefs core.preloadindex core.sparsecheckout
                core.sparsecheckoutcone core.precomposeunicode core.protecthfs core.protectntfs core.usereplacerefs
                core.fsyncobjectfiles core.commitgraph core.multipackindex commitgraph.readchangedpaths index.sparse
                feature.manyfiles feature.experimental gc.writecommitgraph fetch.writecommitgraph pack.usesparse
                pager.color color.pager sparse.expectfilesoutsideofpatterns user.useconfigonly
                """
            ),
            (
                .bool,
                """
                advice.addembeddedrepo advice.addemptypathspec advice.addignoredfile advice.ambiguousfetchrefspec
                advice.amworkdir advice.checkoutambiguousremotebranchname advice.commitbeforemerge
                advice.detachedhead advice.fetchshowforcedupdates advice.graftfiledeprecated advice.ignoredhook
                advice.implicitidentity advice.nestedtag advice.objectnamewarning advice.pushalreadyexists
                advice.pushfetchfirst advice.pushneedsforce advice.pushnonffcurrent advice.pushnonffmatching
                advice.pushnonfastforward advice.pushrefneedsupdate advice.pushunqualifiedrefname
                advice.pushupdaterejected advice.resetnorefresh advice.resolveconflict advice.rmhints
                advice.sequencerinuse advice.setupstreamfailure advice.skippedcherrypicks
                advice.statusaheadbehindwarning advice.statushints advice.statusuoption
                advice.submodulealternateerrorstrategydie advice.submodulesnotupdated advice.suggestdetachinghead
                advice.updatesparsepath advice.waitingforeditor
                """
            ),
            (.boolOr(["input"]), "core.autocrlf"),
            (.boolOr(["warn"]), "core.safecrlf"),
            (.boolOr(["always"]), "core.logallrefupdates"),
            (.boolOr(["always", "inherit", "simple"]), "branch.autosetupmerge"),
            (.word(["never", "local", "remote", "always"]), "branch.autosetuprebase"),
            (
                .word(["nothing", "matching", "simple", "upstream", "tracking", "current"]), "push.default"
            ),
            (.word(["rename", "link"]), "core.createobject"),
            (.word(["default", "consecutive", "skipping", "noop"]), "fetch.negotiationalgorithm"),
            (
                .anyCaseWord(["none", "commit", "committish", "tree", "treeish", "blob"]), "core.disambiguate"
            ),
            (.int(minimum: .min), "commitgraph.generationversion index.version"),
            (.compression, "core.compression core.loosecompression"),
            (
                .size,
                """
                core.packedgitwindowsize core.packedgitlimit core.bigfilethreshold core.deltabasecachelimit
                pack.packsizelimit
                """
            ),
            (.abbreviation, "core.abbrev"),
            (
                .text,
                """
                core.editor core.askpass core.whitespace core.checkroundtripencoding i18n.commitencoding
                i18n.logoutputencoding user.name user.email author.name author.email committer.name committer.email
                mailmap.blob
                """
            ),
            (.path, "core.attributesfile core.excludesfile core.hookspath mailmap.file"),
        ])

    private static let diff = Table(
        in: "diff color",
        [
            (.int(minimum: .min), "diff.renamelimit diff.statgraphwidth"),
            (.int(minimum: 0), "diff.context diff.interhunkcontext"),
            (.boolOr(["copies", "copy"]), "diff.renames"),
            (.anyCaseWord(["default", "myers", "minimal", "patience", "histogram"]), "diff.algorithm"),
            (.word(["all", "untracked", "dirty", "none"]), "diff.ignoresubmodules"),
            (
                .bool,
                """
                diff.autorefreshindex diff.mnemonicprefix diff.noprefix diff.relative diff.suppressblankempty
                diff.indentheuristic
                """
            ),
            (.boolOr(["never", "always", "auto"]), "color.ui color.diff diff.color"),
            (
                .boolOr(["plain", "blocks", "zebra", "default", "dimmed-zebra", "dimmed_zebra"]),
                "diff.colormoved"
            ),
            (.text, "diff.external diff.wordregex"),
            (.path, "diff.orderfile"),
        ])

    private static let log = Table(
        in: "log format grep gpg",
        [
            (
                .bool,
                "log.abbrevcommit log.showroot log.follow log.showsignature log.mailmap format.encodeemailheaders"
            ),
            (.bool, "grep.extendedregexp"),
            (.int(minimum: .min), "format.filenamemaxlength"),
            (.word(["default", "basic", "extended", "fixed", "perl"]), "grep.patterntype"),
            (.word(["openpgp", "x509", "ssh"]), "gpg.format"),
            (
                .word([
                    "off", "none", "on", "m", "first-parent", "1", "separate", "combined", "c",
                    "dense-combined", "cc", "remerge", "r",
                ]), "log.diffmerges"
            ),
        ])

    private static let blame = Table(
        in: "blame diff",
        [
            (
                .bool,
                """
                blame.showroot blame.blankboundary blame.showemail blame.markunblamablelines blame.markignoredlines
                diff.indentheuristic
                """
            ),
            (.path, "blame.ignorerevsfile"),
        ])
}

extension StaticString {
    /// Whether a word is one of those in the text, which blanks or line feeds separate.
    fileprivate func hasWord(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first else { return false }
        return withUTF8Buffer { text in
            guard let start = text.baseAddress else { return false }
            var position = 0
            while let found = unsafe memchr(start + position, Int32(first), text.count - position) {
                let begin = unsafe UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
                let end = begin + word.count
                let isWhole = unsafe begin == 0 || text[begin - 1] <= 0x20
                if isWhole, end <= text.count, unsafe end == text.count || text[end] <= 0x20,
                    unsafe word.elementsEqual(text[begin..<end])
                {
                    return true
                }
                position = begin + 1
            }
            return false
        }
    }
}
