// The URL of a repository to be mirrored: its transport, what git is given, its credentials, and its place in the folder.

import GitObjects
import Records

/// The URL of a repository, taken apart.
struct MirrorURL: Sendable {
    /// A user and perhaps a password, which git gets through its environment and no other process sees.
    struct Credentials: Sendable, Equatable {
        /// The URL that they belong to: `https://host:port`.
        let scope: [UInt8]
        let user: [UInt8]
        let password: [UInt8]?
    }

    /// Why a URL is not mirrored.
    struct Refusal: Error, Equatable {
        /// The URL without a password.
        let shown: Text
        /// In a few words.
        let reason: String
    }

    /// `https`, `ssh`, `file` and so on, in lower case.
    let transport: String
    /// The URL that git is given: without the credentials of http and https, and without any password.
    let location: [UInt8]
    let credentials: Credentials?
    /// Where it is in the folder: `HOST/PATH.git`, a relative path without `..`, which no part of a URL leaves.
    let path: [UInt8]

    /// The transports that are not refused.
    static let usualTransports = ["https", "http", "ssh", "git", "file"]

    /// Takes a URL apart, in any form that git takes; a local path is relative to `workingDirectory`. `transports` are those
    /// allowed.
    init(_ url: [UInt8], workingDirectory: [UInt8], transports: Set<String>) throws(Refusal) {
        let parts = try Parts(url, workingDirectory: workingDirectory)
        guard transports.contains(parts.transport) else {
            throw Refusal(
                shown: Text(parts.location), reason: "transport '\(parts.transport)' is not allowed")
        }
        transport = parts.transport
        location = parts.location
        credentials = parts.credentials
        let components = parts.path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
        guard !components.isEmpty else {
            throw Refusal(shown: Text(parts.location), reason: "no path in the URL")
        }
        path = Self.path(host: parts.hostFolder, components.map { Array($0) })
    }

    // MARK: The place in the folder

    /// `HOST/PATH.git`; what would lead out of the folder, into another mirror or to a file of rgit is percent-encoded.
    private static func path(host: [UInt8], _ components: [[UInt8]]) -> [UInt8] {
        let suffix = Array(".git".utf8)
        var host = host
        let isTaken = host == Array(MirrorFolder.manifestName.utf8) || host.hasSuffix(suffix)
        if isTaken || host.first == UInt8(ascii: ".") { host = encodingDots(host) }
        var names = [host]
        for component in components.dropLast() {
            let isSpecial = component.allSatisfy { $0 == UInt8(ascii: ".") } || component.hasSuffix(suffix)
            names.append(isSpecial ? encodingDots(component) : component)
        }
        var last = components.last ?? []
        if last.count > suffix.count, last.hasSuffix(suffix) { last.removeLast(suffix.count) }
        // `..git` would be hidden by name only, but `.git` makes the directory above it a working tree.
        if last.allSatisfy({ $0 == UInt8(ascii: ".") }) || last == suffix { last = encodingDots(last) }
        names.append(last + suffix)
        return Array(names.joined(separator: [UInt8(ascii: "/")]))
    }

    private static func encodingDots(_ name: [UInt8]) -> [UInt8] {
        name.flatMap { $0 == UInt8(ascii: ".") ? Array("%2E".utf8) : [$0] }
    }
}

extension MirrorURL {
    /// The parts of a URL, as git reads them.
    private struct Parts {
        let transport: String
        let location: [UInt8]
        var credentials: Credentials?
        /// The name of the folder for the host: with the port where it is not the usual one, and the user of ssh where that
        /// is not `git`.
        let hostFolder: [UInt8]
        let path: [UInt8]

        init(_ url: [UInt8], workingDirectory: [UInt8]) throws(Refusal) {
            guard !url.isEmpty else { throw Refusal(shown: "", reason: "empty URL") }
            guard url.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
                throw Refusal(shown: Text(Self.unreadable(url)), reason: "control character in the URL")
            }
            let colon = url.firstIndex(of: UInt8(ascii: ":")) ?? url.endIndex
            let slash = url.firstIndex(of: UInt8(ascii: "/")) ?? url.endIndex
            let scheme = String(decoding: url[..<colon].map(ASCII.lowercased), as: UTF8.self)
            let isName = url[..<colon].allSatisfy { ASCII.isAlphanumeric($0) || "+-.".utf8.contains($0) }
            if isName, colon > 0, url[colon...].starts(with: Array("::".utf8)) {
                self = Parts(helper: scheme, url, url[(colon + 2)...])
            } else if isName, colon > 0, url[colon...].starts(with: Array("://".utf8)) {
                self = try Parts(scheme: scheme, url[(colon + 3)...], of: url)
            } else if colon < slash {
                self = try Parts(remoteShell: url)
            } else {
                let path = Self.withoutDots(workingDirectory.appendingPath(url))
                self.init(
                    transport: "file", location: path, credentials: nil, hostFolder: Array("localhost".utf8),
                    path: path)
            }
        }

        private init(
            transport: String, location: [UInt8], credentials: Credentials?, hostFolder: [UInt8],
            path: [UInt8]
        ) {
            self.transport = transport
            self.location = location
            self.credentials = credentials
            self.hostFolder = hostFolder
            self.path = path
        }

        /// An absolute path without empty and `.` components; `..` may follow a symbolic link, and stays.
        private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
            path.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
                .flatMap { [UInt8(ascii: "/")] + $0 }
        }

        /// `NAME::ADDRESS`, which git hands to the program `git-remote-NAME`.
        private init(helper name: String, _ url: [UInt8], _ address: ArraySlice<UInt8>) {
            let flat = address.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "+") : $0 }
            self.init(
                transport: name, location: Array("\(name)::".utf8) + address, credentials: nil,
                hostFolder: Array(name.utf8), path: flat)
        }

        /// `SCHEME://[USER[:PASSWORD]@]HOST[:PORT]/PATH`
        private init(scheme: String, _ rest: ArraySlice<UInt8>, of url: [UInt8]) throws(Refusal) {
            let end = rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
            let authority = rest[rest.startIndex..<end]
            let path = Array(rest[end...])
            let prefix = Array("\(scheme)://".utf8)
            if scheme == "file" {
                guard authority.isEmpty else {
                    throw Refusal(shown: Text(Self.unreadable(url)), reason: "file URL with a host")
                }
                self.init(
                    transport: scheme, location: prefix + path, credentials: nil,
                    hostFolder: Array("localhost".utf8), path: path)
                return
            }
            let at = authority.lastIndex(of: UInt8(ascii: "@"))
            let userInfo = at.map { authority[..<$0] } ?? []
            let hostAndPort = at.map { authority[($0 + 1)...] } ?? authority
            let host = try Host(hostAndPort, usualPort: Self.usualPorts[scheme], of: url)
            let separator = userInfo.firstIndex(of: UInt8(ascii: ":")) ?? userInfo.endIndex
            let user = Array(userInfo[..<separator])
            let isHTTP = scheme == "http" || scheme == "https"
            // A user or password may have a `/` in it, behind which its rest would be taken for host and path.
            let mayHideHost =
                at == nil
                ? Self.hidesHost(path, behindName: hostAndPort.last != UInt8(ascii: ":"))
                : (isHTTP || separator < userInfo.endIndex) && Self.hidesHost(path, behindName: false)
            if mayHideHost {
                throw Refusal(
                    shown: Text(Array("\(scheme):...".utf8)),
                    reason: "'@' in the path, perhaps of a user: write '/' as %2F and '@' as %40")
            }
            if isHTTP {
                let location = prefix + hostAndPort + path
                var credentials: Credentials?
                if !userInfo.isEmpty {
                    let password =
                        separator < userInfo.endIndex ? Array(userInfo[(separator + 1)...]) : nil
                    credentials = try Self.credentials(
                        prefix + hostAndPort, user, password, shown: location)
                }
                self.init(
                    transport: scheme, location: location, credentials: credentials,
                    hostFolder: host.folder, path: path)
            } else {
                guard user.first != UInt8(ascii: "-") else {
                    throw Refusal(shown: Text(Self.unreadable(url)), reason: "user begins with '-'")
                }
                let prefixOfHost = user.isEmpty ? [] : user + [UInt8(ascii: "@")]
                self.init(
                    transport: scheme, location: prefix + prefixOfHost + hostAndPort + path, credentials: nil,
                    hostFolder: Self.folder(user: user, host.folder), path: path)
            }
        }

        /// `[USER@]HOST:PATH`, which is ssh; `[USER@][HOST:PORT]:PATH` with a port.
        private init(remoteShell url: [UInt8]) throws(Refusal) {
            let refusal = Refusal(shown: Text(Self.unreadable(url)), reason: "not a URL that git knows")
            var rest = url[...]
            var user: ArraySlice<UInt8> = []
            let first = url.firstIndex(of: UInt8(ascii: ":")) ?? url.endIndex
            if let at = url[..<first].lastIndex(of: UInt8(ascii: "@")) {
                user = url[..<at]
                rest = url[(at + 1)...]
            } else if let at = url.lastIndex(of: UInt8(ascii: "@")),
                url[at...].prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":"))
            {
                // To git USER:PASSWORD@HOST:PATH is a path at the host USER.
                throw refusal
            } else if Self.hidesHost(Array(url[first...].dropFirst()), behindName: false) {
                // USER:PASSWORD@HOST/PATH, which is no URL at all.
                throw refusal
            }
            var inner = rest
            if rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")) {
                let content = rest[(rest.startIndex + 1)..<close]
                // With one colon it is a host and a port, with more an address of IPv6.
                let isPort = content.count { $0 == UInt8(ascii: ":") } == 1
                inner = isPort ? content : rest[...close]
                rest = rest[(close + 1)...]
            } else {
                let colon = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
                inner = rest[..<colon]
                rest = rest[colon...]
            }
            guard rest.first == UInt8(ascii: ":"), user.first != UInt8(ascii: "-") else { throw refusal }
            let host = try Host(inner, usualPort: "22", of: url)
            self.init(
                transport: "ssh", location: url, credentials: nil,
                hostFolder: Self.folder(user: Array(user), host.folder), path: Array(rest.dropFirst()))
        }

        /// Whether the host may be in what follows the first `/`: behind an `@`, and with a path of its own. With `behindName`
        /// only an `@` with something before it counts, not that of `/@scope/`.
        private static func hidesHost(_ path: [UInt8], behindName: Bool) -> Bool {
            var names = path.split(separator: UInt8(ascii: "/"))
            // What only a `/` follows may be a host, too, unless a user and a host are before it.
            if !behindName || path.last != UInt8(ascii: "/") { names = names.dropLast() }
            return names.contains { name in
                (behindName ? name.dropFirst() : name).contains(UInt8(ascii: "@"))
            }
        }

        private static let usualPorts = [
            "https": "443", "http": "80", "ssh": "22", "git": "9418",
        ]

        /// Two users of one host may well mean two repositories by one path, but `git` is what hosts call everyone.
        private static func folder(user: [UInt8], _ host: [UInt8]) -> [UInt8] {
            user.isEmpty || user == Array("git".utf8) ? host : user + [UInt8(ascii: "@")] + host
        }

        /// What is shown of a URL that is not understood: no more than its scheme, for the rest may hold a password.
        private static func unreadable(_ url: [UInt8]) -> [UInt8] {
            guard url.contains(UInt8(ascii: "@")) else { return url }
            let scheme = url.prefix { ASCII.isAlphanumeric($0) || "+-.".utf8.contains($0) }
            return scheme + Array("...".utf8) + url[(url.lastIndex(of: UInt8(ascii: "@")) ?? 0)...]
        }

        private static func credentials(
            _ scope: [UInt8], _ user: [UInt8], _ password: [UInt8]?, shown: [UInt8]
        ) throws(Refusal) -> Credentials {
            let (user, password) = (percentDecoded(user), password.map(percentDecoded))
            for text in [user, password ?? []] where text.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
                throw Refusal(shown: Text(shown), reason: "control character in the user or password")
            }
            return Credentials(scope: scope, user: user, password: password)
        }

        private static func percentDecoded(_ text: [UInt8]) -> [UInt8] {
            var result: [UInt8] = []
            var index = 0
            while index < text.count {
                if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
                    let value = UInt8(
                        String(decoding: text[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
                {
                    result.append(value)
                    index += 3
                } else {
                    result.append(text[index])
                    index += 1
                }
            }
            return result
        }
    }

    /// A host and its port.
    private struct Host {
        /// The name of its folder: `host`, `host+8080`, `[::1]`.
        let folder: [UInt8]

        init(_ text: ArraySlice<UInt8>, usualPort: String?, of url: [UInt8]) throws(Refusal) {
            var name = text
            var port: ArraySlice<UInt8> = []
            if text.first == UInt8(ascii: "[") {
                let close = text.firstIndex(of: UInt8(ascii: "]")) ?? text.endIndex
                name = text[..<min(text.endIndex, close + 1)]
                port = text[name.endIndex...]
            } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
                name = text[..<colon]
                port = text[colon...]
            }
            let digits = port.dropFirst()
            let isPort =
                port.isEmpty
                || port.first == UInt8(ascii: ":") && digits.count <= 5 && digits.allSatisfy(ASCII.isDigit)
            let isName =
                !name.isEmpty && name.first != UInt8(ascii: "-") && !name.contains(UInt8(ascii: "\\"))
            guard isPort, isName else {
                // The rest may be part of a password.
                let scheme = url.prefix { ASCII.isAlphanumeric($0) || "+-.".utf8.contains($0) }
                throw Refusal(shown: Text(scheme + Array(":...".utf8)), reason: "no host in the URL")
            }
            var folder = name.map(ASCII.lowercased)
            if !digits.isEmpty, !digits.elementsEqual((usualPort ?? "").utf8) {
                folder += [UInt8(ascii: "+")] + digits
            }
            self.folder = folder
        }
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool { self.suffix(suffix.count) == suffix[...] }
}
