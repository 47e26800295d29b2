// What a CI service says, in variables, of the change that it runs for.

import GitObjects

/// The change that a CI service has checked out.
struct CIEnvironment: Sendable {
    /// How the base of the change is named.
    enum Base: Sendable, Equatable {
        /// A branch of the remote.
        case branch([UInt8])
        /// A commit.
        case commit([UInt8])
        /// The branch that the remote's HEAD leads to.
        case defaultBranch
        /// Nothing says it, and why.
        case unknown(String)
    }

    /// The services whose logs have a form for findings.
    enum Service: Sendable, Equatable {
        case github
        case gitlab
        case other
    }

    /// The service.
    var service = Service.other
    /// The base.
    var base: Base
    /// Where that is said: the name of a variable, or that of the service where no variable says it.
    var source: String
    /// Where the change ends, and the variable that says so; `nil` for `HEAD`.
    var head: (name: [UInt8], source: String)?
    /// The name of the merge of the change into its base which the service has made, where it has made one. What is checked
    /// out may be something else: a change whose own end is a merge is not taken apart.
    var mergeCommit: [UInt8]?
    /// The base where the branch that `base` names is not in the clone.
    var otherBase: (base: Base, source: String)?
    /// How a deeper clone is asked for.
    var deepening: String

    /// Finds out; `nil` outside of the services that are known.
    init?(_ environment: ProcessEnvironment) {
        func value(_ name: String) -> [UInt8]? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        func isOn(_ name: String) -> Bool { value(name).flatMap { ConfigValue.bool($0) } == true }
        if isOn("GITHUB_ACTIONS") {
            self = Self.github(value, environment)
            service = .github
        } else if isOn("GITLAB_CI") {
            self = Self.gitlab(value)
            service = .gitlab
        } else if isOn("TF_BUILD") {
            self = Self.azure(value)
        } else if isOn("BUILDKITE") {
            self = Self.buildkite(value)
        } else if isOn("CIRCLECI") {
            self.init(
                base: value("CIRCLE_TAG") == nil ? .defaultBranch : .tag, source: "CircleCI",
                deepening: "check out with 'method: full'")
        } else if value("JENKINS_URL") != nil {
            self = Self.jenkins(value)
        } else {
            return nil
        }
    }

    private init(base: Base, source: String, deepening: String) {
        self.base = base
        self.source = source
        self.deepening = deepening
    }

    private typealias Variables = (String) -> [UInt8]?

    /// A commit, unless it is written as zeros: there was none before.
    private static func commit(_ name: [UInt8]?) -> Base? {
        guard let name, !name.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        return .commit(name)
    }

    private static func github(_ value: Variables, _ environment: ProcessEnvironment) -> CIEnvironment {
        var found = CIEnvironment(
            base: .defaultBranch, source: "GitHub", deepening: "give actions/checkout 'fetch-depth: 0'")
        if let branch = value("GITHUB_BASE_REF") {
            (found.base, found.source) = (.branch(branch), "GITHUB_BASE_REF")
            let reference = value("GITHUB_REF") ?? []
            if reference.hasPrefix("refs/pull/"), reference.hasSuffix("/merge") {
                found.mergeCommit = value("GITHUB_SHA")
            }
            return found
        }
        if value("GITHUB_REF_TYPE") == Array("tag".utf8) {
            found.base = .tag
            return found
        }
        guard let path = value("GITHUB_EVENT_PATH"),
            let text = (try? FileSystem.read(path, limit: FileSystem.SizeLimit.text)) ?? nil
        else { return found }
        let event = JSONMembers(text)
        let main = event["repository", "default_branch"]
        // What was there before a push to another branch is the author's own, rules included.
        let isMain = main == nil || main == value("GITHUB_REF_NAME")
        if let base = commit(event["merge_group", "base_sha"]) ?? (isMain ? commit(event["before"]) : nil) {
            (found.base, found.source) = (base, "GITHUB_EVENT_PATH")
        } else if let main {
            (found.base, found.source) = (.branch(main), "GITHUB_EVENT_PATH")
        }
        return found
    }

    private static func gitlab(_ value: Variables) -> CIEnvironment {
        var found = CIEnvironment(
            base: .defaultBranch, source: "GitLab", deepening: "set the variable GIT_DEPTH to 0")
        let main = value("CI_DEFAULT_BRANCH")
        // What was there before a push to another branch is the author's own, rules included.
        let isMain = main == nil || main == value("CI_COMMIT_BRANCH")
        if let target = commit(value("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")),
            let source = value("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
        {
            // A pipeline for merged results: HEAD is a merge that the service has made.
            (found.base, found.source) = (target, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
            found.head = (source, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
        } else if let branch = value("CI_MERGE_REQUEST_TARGET_BRANCH_NAME") {
            (found.base, found.source) = (.branch(branch), "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
            // The author chooses where a branch begins, and with that the rules; but the clone may have no more.
            found.otherBase = commit(value("CI_MERGE_REQUEST_DIFF_BASE_SHA")).map {
                ($0, "CI_MERGE_REQUEST_DIFF_BASE_SHA")
            }
        } else if let base = commit(value("CI_MERGE_REQUEST_DIFF_BASE_SHA")) {
            (found.base, found.source) = (base, "CI_MERGE_REQUEST_DIFF_BASE_SHA")
        } else if value("CI_COMMIT_TAG") != nil {
            found.base = .tag
        } else if isMain, let base = commit(value("CI_COMMIT_BEFORE_SHA")) {
            (found.base, found.source) = (base, "CI_COMMIT_BEFORE_SHA")
        } else if let main {
            (found.base, found.source) = (.branch(main), "CI_DEFAULT_BRANCH")
        }
        return found
    }

    private static func azure(_ value: Variables) -> CIEnvironment {
        var found = CIEnvironment(
            base: .defaultBranch, source: "Azure Pipelines", deepening: "check out with 'fetchDepth: 0'")
        let built = value("BUILD_SOURCEBRANCH") ?? []
        if let branch = value("SYSTEM_PULLREQUEST_TARGETBRANCH") {
            found.base = .branch(branch.after("refs/heads/") ?? branch)
            found.source = "SYSTEM_PULLREQUEST_TARGETBRANCH"
            if built.hasPrefix("refs/pull/"), built.hasSuffix("/merge") {
                found.mergeCommit = value("BUILD_SOURCEVERSION")
            }
        } else if built.hasPrefix("refs/tags/") {
            found.base = .tag
        }
        return found
    }

    private static func buildkite(_ value: Variables) -> CIEnvironment {
        var found = CIEnvironment(
            base: .defaultBranch, source: "Buildkite",
            deepening: "leave --depth out of BUILDKITE_GIT_CLONE_FLAGS")
        if let branch = value("BUILDKITE_PULL_REQUEST_BASE_BRANCH") {
            (found.base, found.source) = (.branch(branch), "BUILDKITE_PULL_REQUEST_BASE_BRANCH")
        } else if value("BUILDKITE_TAG") != nil {
            found.base = .tag
        } else if let branch = value("BUILDKITE_PIPELINE_DEFAULT_BRANCH") {
            (found.base, found.source) = (.branch(branch), "BUILDKITE_PIPELINE_DEFAULT_BRANCH")
        }
        return found
    }

    private static func jenkins(_ value: Variables) -> CIEnvironment {
        var found = CIEnvironment(
            base: .defaultBranch, source: "Jenkins", deepening: "turn 'shallow clone' off")
        // What a job built before on another branch is the author's own, rules included.
        let isMain =
            value("BRANCH_NAME") == nil || value("BRANCH_IS_PRIMARY").flatMap { ConfigValue.bool($0) } == true
        if let branch = value("CHANGE_TARGET") {
            (found.base, found.source) = (.branch(branch), "CHANGE_TARGET")
        } else if value("TAG_NAME") != nil {
            found.base = .tag
        } else if !isMain {
            return found
        } else if let base = commit(value("GIT_PREVIOUS_SUCCESSFUL_COMMIT")) {
            (found.base, found.source) = (base, "GIT_PREVIOUS_SUCCESSFUL_COMMIT")
        } else if let base = commit(value("GIT_PREVIOUS_COMMIT")) {
            (found.base, found.source) = (base, "GIT_PREVIOUS_COMMIT")
        }
        return found
    }
}

extension CIEnvironment.Base {
    /// That of the build of a tag.
    fileprivate static let tag = CIEnvironment.Base.unknown("the build of a tag has no base")
}
