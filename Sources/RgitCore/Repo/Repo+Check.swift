// The question whether a change may go in.

import Records

extension Repo {
    /// Holds a change against rules: the commits that `head` has and `base` has not, and what differs between `head` and the
    /// commit that both have in common (`git diff BASE...HEAD`).
    ///
    ///     var rules = CheckRules()
    ///     rules.limits[.maxBlob] = 1 << 20
    ///     let findings = try await repo.check("origin/main", rules: rules)
    ///     if !findings.isEmpty { print("not like this") }
    ///
    /// - Parameters:
    ///   - base: What the change is compared with; `nil` for what a CI service says in the environment, or else the default
    ///     branch.
    ///   - head: Where the change ends; `nil` for what a CI service says, or else `HEAD`.
    ///   - rules: Rules that count more than those of the base's `.rgit-check`.
    ///   - rulesFrom: The revision whose `.rgit-check`, `.gitattributes` and CODEOWNERS count; `nil` for the base.
    ///   - includeMerges: Whether merges need trailers, signatures and messages, too.
    ///   - excludedAttributes: Lines of files with one of these attributes do not count, such as `linguist-generated`.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: What breaks a rule, rule by rule. Where its `problems` are not empty, a rule could not be answered: the change
    ///   has not passed.
    /// - Throws: `RgitError` where the question can't be answered at all, such as `usage` without any rule.
    public func check(
        _ base: String? = nil, _ head: String? = nil, rules: CheckRules = CheckRules(),
        rulesFrom: String? = nil,
        includeMerges: Bool? = nil, excludedAttributes: [String] = [], jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> CheckFindings {
        try await answer { session in
            var request = CheckRequest()
            request.base = base.map { Text($0) }
            request.head = head.map { Text($0) }
            request.rules = rules
            request.rulesFrom = rulesFrom.map { Text($0) }
            request.includeMerges = includeMerges
            request.excludedAttributes = excludedAttributes.map { Text($0) }
            return try await session.check(request, Sharding(jobs), progress)
        }
    }

    /// The groups of files that a change touches, such as what a matrix of builds has to build.
    ///
    ///     for group in try await repo.affected("origin/main") { print(group.group, group.paths) }
    ///
    /// - Parameters:
    ///   - base: What the change is compared with; `nil` for what a CI service says in the environment, or else the default
    ///     branch.
    ///   - head: Where the change ends; `nil` for what a CI service says, or else `HEAD`.
    ///   - key: What groups are made of.
    ///   - depth: How many components of a directory are kept; `nil` for 1.
    ///   - rulesFrom: The revision whose CODEOWNERS and `.gitattributes` count; `nil` for the base.
    ///   - excludedAttributes: Files with one of these attributes do not count, such as `linguist-generated`.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The groups by name, those of a file in its order; paths in none of these are counted.
    /// - Throws: `RgitError` where the question can't be answered, as in a clone that is too shallow.
    public func affected(
        _ base: String? = nil, _ head: String? = nil, by key: CheckRequest.Affected.Key = .directory,
        depth: Int? = nil, rulesFrom: String? = nil, excludedAttributes: [String] = [], jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> AffectedGroups {
        try await answer { session in
            var request = CheckRequest()
            request.base = base.map { Text($0) }
            request.head = head.map { Text($0) }
            request.affected = CheckRequest.Affected()
            request.affected?.key = key
            request.affected?.depth = depth
            request.rulesFrom = rulesFrom.map { Text($0) }
            request.excludedAttributes = excludedAttributes.map { Text($0) }
            return try await session.affected(request, Sharding(jobs), progress)
        }
    }
}
