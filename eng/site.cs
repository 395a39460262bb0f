#!/usr/bin/env -S dotnet run
#:property PublishAot=false
// dotnet run eng/site.cs: the documentation as a site in artifacts/site/www, from the pages, the samples' READMEs and the XML comments. Warnings are errors, and every link of the site is followed.
// It needs the SDK and docfx, a tool of this repository's manifest, which is restored. To look at it: dotnet docfx serve artifacts/site/www.
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Style = """
    #logo { height: 32px; width: 32px; margin-right: .6rem; }
    article h1 { font-size: 2.1rem; }
    article h2 { font-size: 1.6rem; margin-top: 2.2rem; }
    article h3 { font-size: 1.25rem; }
    article pre > code { font-size: .8rem; line-height: 1.45; }
    article table { font-size: .88rem; }
    article table code { overflow-wrap: break-word; }
    article td:first-child { min-width: 9rem; }
    article thead:not(:has(th:not(:empty))) { display: none; }
    article h4 { font-size: 1rem; font-weight: 600; }
    article img { max-width: 100%; height: auto; }
    @media (min-width: 1200px) { body > main > .toc-offcanvas { width: 16rem; } body > main > .affix { width: 14rem; } }

    """;
const string Repository = "https://github.com/lstmgen/lstmgen";
string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(AppContext.GetData("EntryPointFilePath") as string ?? throw new InvalidOperationException("Run it with dotnet run."))!, ".."));
string stage = Path.Combine(root, "artifacts", "site");
if (Directory.Exists(stage)) Directory.Delete(stage, recursive: true);

string[] packages = [.. Directory.GetFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
    .Where(project => File.ReadAllText(project).Contains("<GenerateDocumentationFile>true", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
foreach (string project in packages)
{
    string name = Path.GetFileNameWithoutExtension(project), output = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0");
    Run("dotnet", "build", project, "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false");
    Copy(Path.Combine(output, name + ".dll"), $"assemblies/{name}.dll");
    XDocument comments = XDocument.Load(Path.Combine(output, name + ".xml"));
    PreferOwnParameters(comments);
    comments.Save(Path.Combine(stage, "assemblies", name + ".xml"));
}

// What the packages refer to, as a program that uses most of them has it beside it.
string tool = Path.Combine(root, "src", "LstmGen.Tool");
Run("dotnet", "build", tool, "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false");
foreach (string assembly in Directory.GetFiles(Path.Combine(tool, "bin", "Release", "net10.0"), "*.dll").Where(path => !File.Exists(Path.Combine(stage, "assemblies", Path.GetFileName(path)))))
{
    Copy(assembly, "references/" + Path.GetFileName(assembly));
}

string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!.Replace("Microsoft.NETCore.App", "Microsoft.AspNetCore.App", StringComparison.Ordinal);
foreach (string assembly in Directory.GetFiles(framework, "*.dll").Where(path => !File.Exists(Path.Combine(stage, "references", Path.GetFileName(path)))))
{
    Copy(assembly, "references/" + Path.GetFileName(assembly));
}

// Pages lie as they do in the repository, so that their links hold; the front page is the README.
List<(string From, string To)> pages = [("README.md", "index.md"), ("CHANGELOG.md", "CHANGELOG.md"), ("CONTRIBUTING.md", "CONTRIBUTING.md"), ("SECURITY.md", "SECURITY.md")];
pages.AddRange(Directory.GetFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
    .Concat(Directory.GetFiles(Path.Combine(root, "samples"), "README.md", SearchOption.AllDirectories))
    .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Where(path => !path.Contains("/bin/") && !path.Contains("/obj/"))
    .Order(StringComparer.Ordinal).Select(path => (path, path)));
Dictionary<string, string> staged = pages.Append(("LICENSE", "licence.md")).ToDictionary(page => page.Item1, page => page.Item2);
foreach ((string from, string to) in pages) Write(to, Link().Replace(File.ReadAllText(Path.Combine(root, from)), link => $"]({Target(from, to, link.Groups[1].Value)})"));
foreach (string picture in Directory.GetFiles(Path.Combine(root, "docs"), "*.*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is ".svg" or ".png"))
{
    Copy(picture, Path.GetRelativePath(root, picture));
}

Write("licence.md", $"# Licence\n\n```\n{File.ReadAllText(Path.Combine(root, "LICENSE")).TrimEnd()}\n```\n");
Write("packages.md", "# Packages\n\n| package | what it is |\n|---|---|\n" + string.Concat(Directory.GetFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
    .Select(project => XDocument.Load(project)).Where(project => project.Descendants("PackageId").Any()).OrderBy(project => project.Descendants("PackageId").First().Value, StringComparer.Ordinal)
    .Select(project => $"| `{project.Descendants("PackageId").First().Value}` | {project.Descendants("Description").First().Value} |\n")));
Copy(Path.Combine(root, "docs", "docfx.json"), "docfx.json");
Write("filter.yml", "apiRules:\n- exclude:\n    uidRegex: ^LstmGen\\.(Kernels|Numerics)(\\.|$)\n");
Write("template/public/main.css", Style);
Write("toc.yml", "- name: Documentation\n  href: docs/\n- name: API\n  href: api/\n- name: Packages\n  href: packages.md\n- name: Licence\n  href: licence.md\n");
Write("docs/toc.yml", Contents());

Run("dotnet", "tool", "restore");
Run("dotnet", "docfx", Path.Combine(stage, "docfx.json"), "--warningsAsErrors");
string[] broken = [.. BrokenLinks(Path.Combine(stage, "www"))];
foreach (string link in broken) Console.Error.WriteLine(link);
Console.WriteLine($"{Directory.GetFiles(Path.Combine(stage, "www"), "*.html", SearchOption.AllDirectories).Length} pages in {Path.Combine(stage, "www")}, {broken.Length} broken links");
return broken.Length == 0 ? 0 : 1;

// Where a link of a page leads on the site: to another page, or to the repository for what is none.
string Target(string from, string to, string link)
{
    if (Elsewhere().IsMatch(link) || link.StartsWith('#')) return link;
    string[] parts = link.Split('#', 2);
    string path = Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(from)!, parts[0]))).Replace('\\', '/').TrimEnd('/');
    string anchor = parts.Length > 1 ? "#" + parts[1] : "";
    if (Directory.Exists(Path.Combine(root, path)) && staged.ContainsKey(path + "/README.md")) path += "/README.md";
    bool isHere = staged.TryGetValue(path, out string? page) || Path.GetExtension(path) is ".svg" or ".png";
    return isHere
        ? Path.GetRelativePath(Path.Combine("/", Path.GetDirectoryName(to)!), Path.Combine("/", page ?? path)).Replace('\\', '/') + anchor
        : $"{Repository}/{(Directory.Exists(Path.Combine(root, path)) ? "tree" : "blob")}/main/{path}{anchor}";
}

// The pages in the order in which one would read them; what the list does not know comes at its end.
string Contents()
{
    string[] order = ["tutorial", "tutorial.zh-CN", "first-steps", "watch", "questions", "cookbook", "layers", "generated-code", "weights", "porting", "export", "numerics", "performance", "gpu", "papers", "reliability", "architecture"];
    IEnumerable<string> all = pages.Where(page => page.From.StartsWith("docs/", StringComparison.Ordinal) && page.From.Count(letter => letter == '/') == 1).Select(page => Path.GetFileNameWithoutExtension(page.From));
    string text = "- name: LstmGen\n  href: ../index.md\n";
    foreach (string name in all.OrderBy(name => Array.IndexOf(order, name) is var place and >= 0 ? place : order.Length)) text += Entry($"docs/{name}.md", $"{name}.md", "");
    text += "- name: Diagnostics\n  href: diagnostics/README.md\n  items:\n";
    foreach ((string from, _) in pages.Where(page => page.From.StartsWith("docs/diagnostics/LSTMGEN", StringComparison.Ordinal))) text += Entry(from, from["docs/".Length..], "  ");
    text += "- name: Samples\n  items:\n";
    foreach ((string from, _) in pages.Where(page => page.From.StartsWith("samples/", StringComparison.Ordinal))) text += Entry(from, "../" + from, "  ");
    return text + "- name: Changelog\n  href: ../CHANGELOG.md\n- name: Contributing\n  href: ../CONTRIBUTING.md\n- name: Security\n  href: ../SECURITY.md\n";
}

string Entry(string page, string href, string indent) =>
    $"{indent}- name: \"{File.ReadLines(Path.Combine(root, page)).First(line => line.StartsWith("# ", StringComparison.Ordinal))[2..].Replace("`", "").Replace("\"", "'")}\"\n{indent}  href: {href}\n";

// A parameter that a member documents itself is not inherited as well.
static void PreferOwnParameters(XDocument comments)
{
    foreach (XElement inherited in comments.Descendants("inheritdoc").Where(element => element.Attribute("path") is null))
    {
        string[] own = [.. inherited.Parent!.Elements("param").Select(element => $"@name='{element.Attribute("name")!.Value}'")];
        if (own.Length > 0) inherited.SetAttributeValue("path", $"/*[not(self::param[{string.Join(" or ", own)}])]");
    }
}

static IEnumerable<string> BrokenLinks(string site)
{
    Dictionary<string, HashSet<string>> anchors = [];
    foreach (string page in Directory.GetFiles(site, "*.html", SearchOption.AllDirectories))
    {
        foreach (Match link in Reference().Matches(File.ReadAllText(page)))
        {
            string target = System.Net.WebUtility.HtmlDecode(link.Groups[1].Value);
            if (target.Length == 0 || Elsewhere().IsMatch(target) || target.StartsWith("//", StringComparison.Ordinal)) continue;
            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0].Split('?')[0])));
            if (Directory.Exists(file)) file = Path.Combine(file, "index.html");
            if (!File.Exists(file))
            {
                yield return $"{Path.GetRelativePath(site, page)} links to {target}, which is not there.";
                continue;
            }

            if (parts.Length < 2 || parts[1].Length == 0 || !file.EndsWith(".html", StringComparison.Ordinal)) continue;
            if (!anchors.TryGetValue(file, out HashSet<string>? names)) anchors[file] = names = [.. Identifier().Matches(File.ReadAllText(file)).Select(id => System.Net.WebUtility.HtmlDecode(id.Groups[1].Value))];
            if (!names.Contains(Uri.UnescapeDataString(parts[1]))) yield return $"{Path.GetRelativePath(site, page)} links to {target}, and there is no such place.";
        }
    }
}

void Copy(string from, string to)
{
    string path = Path.Combine(stage, to);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.Copy(from, path);
}

void Write(string to, string text)
{
    string path = Path.Combine(stage, to);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text);
}

void Run(string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = root })!;
    process.WaitForExit();
    if (process.ExitCode == 0) return;
    Console.Error.WriteLine($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    Environment.Exit(process.ExitCode);
}

internal static partial class Program
{
    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("<(?:a|img|link|script)[^>]+?(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Identifier();
}
