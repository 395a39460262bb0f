using System.Globalization;
using System.Text.RegularExpressions;

namespace LstmGen.Conformance.Gpu;

/// <summary>A text of PTX, read: its kernels by their names.</summary>
internal sealed partial class PtxModule
{
    /// <summary>Bytes of the one argument of every kernel.</summary>
    public const int ArgumentBytes = 96;

    private readonly Dictionary<string, PtxKernel> _kernels = [];
    private readonly string[] _text;

    /// <exception cref="PtxException">What is no PTX of the subset: the line is named.</exception>
    public PtxModule(string ptx)
    {
        _text = ptx.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        Read();
    }

    /// <summary>The kernels.</summary>
    public IReadOnlyDictionary<string, PtxKernel> Kernels => _kernels;

    [GeneratedRegex(@"^\.visible \.entry (\w+)\(\.param \.align 8 \.b8 (\w+)\[96\]\)$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\.reg \.(\w+) %([A-Za-z_]+)<(\d+)>;$")]
    private static partial Regex Registers();

    [GeneratedRegex(@"^\.extern \.shared \.align 16 \.b8 (\w+)\[\];$")]
    private static partial Regex Shared();

    [GeneratedRegex(@"^\.(?:maxntid|reqntid) (\d+)(?:, *1, *1)?$")]
    private static partial Regex MostThreads();

    [GeneratedRegex(@"^\.minnctapersm \d+$|^\.version 7\.8$|^\.target sm_80$|^\.address_size 64$|^$")]
    private static partial Regex Ignored();

    private void Read()
    {
        string? name = null, parameter = null, shared = null;
        int maxThreads = 1024;
        PtxDecoder? body = null;
        for (int i = 0; i < _text.Length; i++)
        {
            string line = WithoutComment(_text[i]).Trim();
            try
            {
                if (body is not null && line == "}")
                {
                    _kernels.Add(name!, body.Finish(name!, maxThreads));
                    (name, parameter, body, maxThreads) = (null, null, null, 1024);
                }
                else if (body is not null)
                {
                    Match registers = Registers().Match(line);
                    if (registers.Success) body.Declare(registers.Groups[1].Value, registers.Groups[2].Value, int.Parse(registers.Groups[3].Value, CultureInfo.InvariantCulture));
                    else if (line.Length > 0) body.Statement(line, i + 1);
                }
                else if (Entry().Match(line) is { Success: true } entry)
                {
                    (name, parameter) = (entry.Groups[1].Value, entry.Groups[2].Value);
                }
                else if (line == "{" && name is not null)
                {
                    body = new PtxDecoder(_text, parameter!, shared);
                }
                else if (Shared().Match(line) is { Success: true } declared)
                {
                    shared = declared.Groups[1].Value;
                }
                else if (MostThreads().Match(line) is { Success: true } most)
                {
                    maxThreads = int.Parse(most.Groups[1].Value, CultureInfo.InvariantCulture);
                }
                else if (!Ignored().IsMatch(line))
                {
                    throw new PtxException("it is no directive that is known here");
                }
            }
            catch (PtxException wrong) when (!wrong.Message.StartsWith("PTX", StringComparison.Ordinal))
            {
                throw new PtxException($"PTX line {i + 1}, {line}: {wrong.Message}.");
            }
        }

        if (body is not null || name is not null) throw new PtxException($"PTX: {name} has no end.");
    }

    private static string WithoutComment(string line) => line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var at ? line[..at] : line;
}
