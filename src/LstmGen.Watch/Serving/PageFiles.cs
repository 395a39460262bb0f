using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace LstmGen.Watch.Serving;

/// <summary>The files of the page, which travel in the assembly.</summary>
internal static partial class PageFiles
{
    /// <summary>The module that a page begins with.</summary>
    private const string Main = "page.js";

    /// <summary>To serve them from.</summary>
    public static IFileProvider Provider { get; } = new EmbeddedFileProvider(typeof(PageFiles).Assembly, "");

    /// <summary>One page that holds its styles, its modules and its data. Modules that import each other by path become modules that do by name.</summary>
    /// <param name="recording">JSON.</param>
    public static string SingleFile(string recording)
    {
        var map = new StringBuilder();
        foreach (string name in typeof(PageFiles).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".js", StringComparison.Ordinal) && name != "echarts.js").Order(StringComparer.Ordinal))
        {
            string module = Import().Replace(Read(name), "from '$1'");
            map.Append(map.Length == 0 ? "" : ",").Append($"\"{name}\":\"data:text/javascript;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(module))}\"");
        }

        string page = Read("index.html");
        return Replaced(Replaced(Replaced(Replaced(
            page,
            "<link rel=\"stylesheet\" href=\"page.css\">", $"<style>{Read("page.css")}</style>"),
            "<script src=\"echarts.js\"></script>", $"<script>{InScript(Read("echarts.js"))}</script>"),
            $"<script type=\"module\" src=\"{Main}\"></script>", $"<script type=\"importmap\">{{\"imports\":{{{map}}}}}</script>\n<script type=\"module\">import '{Main}';</script>"),
            "</head>", $"<script type=\"application/json\" id=\"recording\">{InScript(recording)}</script>\n</head>");
    }

    /// <summary>Text that a script element may hold: nothing in it ends the element.</summary>
    private static string InScript(string text) => text.Replace("</", "<\\/", StringComparison.Ordinal).Replace("<!--", "<\\!--", StringComparison.Ordinal);

    private static string Replaced(string page, string mark, string by) => page.Contains(mark, StringComparison.Ordinal)
        ? page.Replace(mark, by, StringComparison.Ordinal)
        : throw new InvalidOperationException($"The page has no '{mark}'.");

    private static string Read(string name)
    {
        using Stream stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly holds no '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"from '\./([a-z-]+\.js)'")]
    private static partial Regex Import();
}
