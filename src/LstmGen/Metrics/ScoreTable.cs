using System.Globalization;
using System.Text;

namespace LstmGen.Metrics;

/// <summary>Lays scores out in lines: the name, then precision, recall, F1 and support.</summary>
internal sealed class ScoreTable
{
    private const int LongestName = 24;
    private readonly StringBuilder _text = new();
    private readonly int _width;

    /// <param name="names">What the lines are called; they decide the width of the first column.</param>
    public ScoreTable(IEnumerable<string> names)
    {
        _width = Math.Min(LongestName, names.Append("weighted").Max(name => name.Length));
        _text.Append(' ', _width).Append("  precision   recall       F1    support\n");
    }

    public void Add(string name, ClassScore score)
    {
        _text.Append(Fit(name, _width).PadRight(_width));
        _text.Append(CultureInfo.InvariantCulture, $"{score.Precision,11:F4}{score.Recall,9:F4}{score.F1,9:F4}{score.Support,11}\n");
    }

    /// <summary>The name, its end replaced by … where it is longer than the column.</summary>
    public static string Fit(string name, int width) => name.Length <= width ? name : $"{name.AsSpan(0, width - 1)}…";

    public override string ToString() => _text.ToString();
}
