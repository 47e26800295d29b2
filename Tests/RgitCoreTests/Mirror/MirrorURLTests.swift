// Where mirrors go and what git is given, for every form of URL and for hostile ones.

import Records
import Testing

@testable import RgitCore

@Suite struct MirrorURLTests {
    private func parsed(_ url: String) throws -> MirrorURL {
        try MirrorURL(
            Array(url.utf8), workingDirectory: Array("/place".utf8),
            transports: Set(MirrorURL.usualTransports))
    }

    @Test(arguments: [
        ("https://example.com/team/app", "example.com/team/app.git"),
        ("https://example.com/team/app.git", "example.com/team/app.git"),
        ("HTTPS://Example.COM:443//team/./app/", "example.com/team/%2E/app.git"),
        ("http://example.com:8080/app", "example.com+8080/app.git"),
        ("https://[::1]:8443/app", "[::1]+8443/app.git"),
        ("git://example.com:9418/app", "example.com/app.git"),
        ("ssh://git@example.com:22/team/app.git", "example.com/team/app.git"),
        ("ssh://alice@example.com:2222/~/app.git", "alice@example.com+2222/~/app.git"),
        ("git@example.com:team/app.git", "example.com/team/app.git"),
        ("alice@[::1]:app", "alice@[::1]/app.git"),
        ("[example.com:2222]:app", "example.com+2222/app.git"),
        ("example.com:repo@v1", "example.com/repo@v1.git"),
        ("file:///srv/git/a.git", "localhost/srv/git/a.git"),
        ("/srv/git/a.git", "localhost/srv/git/a.git"), ("a.git", "localhost/place/a.git"),
        ("./a:b", "localhost/place/a:b.git"), ("/srv/./git//a/", "localhost/srv/git/a.git"),
        ("../a", "localhost/place/%2E%2E/a.git"), ("https://h/@scope/a", "h/@scope/a.git"),
        // What would lead out of the folder or into another mirror.
        ("https://h/../../etc/passwd", "h/%2E%2E/%2E%2E/etc/passwd.git"),
        ("https://h/a.git/objects/x", "h/a%2Egit/objects/x.git"),
        ("https://h/a/..", "h/a/%2E%2E.git"), ("https://h/a/.git", "h/a/%2Egit.git"),
        ("https://.rgit-mirror/new", "%2Ergit-mirror/new.git"),
        ("https://mirror.json/a", "mirror%2Ejson/a.git"), ("https://../a", "%2E%2E/a.git"),
        ("https://h.git/a", "h%2Egit/a.git"), ("https://h/A", "h/A.git"),
    ]) func places(url: String, path: String) throws {
        #expect(try String(decoding: parsed(url).path, as: UTF8.self) == path)
    }

    @Test(arguments: [
        "", "https://", "https:///a", "https://h", "https://h/", "https://-h/a", "-oProxyCommand=x:a",
        "ssh://-x@h/a", "ssh://-oProxyCommand=x/a", "file://host/a", "ext::sh", "fd::7", "ftp://h/a",
        "rsync://h/a",
        "https://h:port/a", "a\nb", "https://h/\u{7f}", "https://user:pa/ss@h/a", "user:pass@h:a",
        "user:pass@h/a",
        "https://u:a%0ab@h/a",
        "HTTPX://h/a", "javascript://h/a", "git+ssh://h/a",
    ]) func refused(url: String) throws {
        let error = #expect(throws: MirrorURL.Refusal.self) { try parsed(url) }
        #expect(
            error.map { !$0.shown.contains("pa/ss") && !$0.shown.contains("pass") } == true,
            "\(error?.shown ?? "")")
    }

    @Test(arguments: [
        ("https://user:pass@h/a", "https://h/a", "user", "pass" as String?),
        ("https://us%65r:p%40s%2Fs@h:1/a", "https://h:1/a", "user", "p@s/s"),
        ("https://token@h/a", "https://h/a", "token", nil), ("https://:p@h/a", "https://h/a", "", "p"),
        ("https://user:a:b@c@h/a", "https://h/a", "user", "a:b@c"),
        // A host has a path behind it: no part of a password is taken for one here.
        ("https://token@h/pkg@v1", "https://h/pkg@v1", "token", nil),
        ("https://user:pass@h/a/pkg@v1/", "https://h/a/pkg@v1/", "user", "pass"),
    ]) func credentialsAreTakenOut(url: String, location: String, user: String, password: String?) throws {
        let url = try parsed(url)
        #expect(url.location == Array(location.utf8))
        #expect(url.credentials?.user == Array(user.utf8))
        #expect(url.credentials?.password == password.map { Array($0.utf8) })
    }

    /// Behind a `/` that is not escaped the rest of a password looks like a host and a path.
    @Test(arguments: [
        "https://u:pa@ss/word@host/x", "http://u:pa@ss?word@host/x", "https://pa@ss/word@host/x",
        "ssh://u:pa@ss/word@host/x", "http://u:12/se@127.0.0.1/x", "http://u:/@host/x",
        "http://tok/en@host/x", "https://tok/en@host/",
        "ssh://u:12/se@host/x",
    ]) func noPartOfAPasswordWithASlashIsShown(url: String) throws {
        let error = #expect(throws: MirrorURL.Refusal.self) { try parsed(url) }
        #expect(error.map { !$0.shown.contains("pa") && !$0.shown.contains("word") } == true)
    }

    @Test func passwordsOfOtherTransportsAreLeftOut() throws {
        let url = try parsed("ssh://alice:secret@h/a")
        #expect(url.location == Array("ssh://alice@h/a".utf8) && url.credentials == nil)
    }

    /// Whatever a URL is made of, its mirror is in the folder, and in no other mirror.
    @Test func noURLLeavesTheFolder() throws {
        let parts = [
            "..", ".", "", "a", ".git", "a.git", "%2e%2e", "~", "-x", "\\", ":", "@", "mirror.json", "...",
            " ",
        ]
        for scheme in ["https://", "ssh://", "git://", "file:///", "/", ""] {
            for first in parts {
                for second in parts {
                    for third in parts {
                        guard let url = try? parsed("\(scheme)\(first)/\(second)/\(third)") else { continue }
                        let names = String(decoding: url.path, as: UTF8.self).split(
                            separator: "/", omittingEmptySubsequences: false)
                        #expect(
                            names.count > 1 && names.last?.hasSuffix(".git") == true && names.last != ".git")
                        #expect(names.allSatisfy { !$0.isEmpty && !$0.allSatisfy { $0 == "." } })
                        #expect(names.dropLast().allSatisfy { !$0.hasSuffix(".git") })
                        #expect(names.first != "mirror.json" && names.first?.hasPrefix(".") != true)
                    }
                }
            }
        }
    }
}
