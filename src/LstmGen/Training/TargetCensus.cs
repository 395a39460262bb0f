using System.Globalization;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What the targets of windows are, for a head with classes, labels or tags: how many count, how many are left out (−1), and what looks like a mistake.</summary>
internal sealed class TargetCensus
{
    private readonly long[] _zeros;
    private readonly long[] _ones;
    private readonly long[] _leftOut;
    private readonly bool _labels;
    private readonly int _windows;
    private int _empty;

    private TargetCensus(int kinds, bool labels, int windows)
    {
        // Of labels: for each, how many are 0, and how many 1. Of classes: how many there are of each, in ones.
        (_zeros, _ones, _leftOut) = (new long[kinds], new long[kinds], new long[labels ? kinds : 1]);
        (_labels, _windows) = (labels, windows);
    }

    /// <summary>Targets that count.</summary>
    public long Counted { get; private set; }

    /// <summary>Targets of −1 in valid steps.</summary>
    public long LeftOut => _leftOut.Sum();

    /// <summary>Looks at all targets; null where −1 means nothing to the loss.</summary>
    public static TargetCensus? Of(SequenceModel model, Loss loss, WindowDataset windows)
    {
        ModelDescription d = model.Description;
        bool labels = loss is BinaryCrossEntropy, classes = loss is CrossEntropy or HeadLoss { TagsSteps: true };
        if (d.Decoder is not null || (!labels && !classes)) return null;
        var census = new TargetCensus(d.Outputs, labels, windows.Count);
        for (int window = 0; window < windows.Count; window++)
        {
            int valid = model.Kernels.OutputLength(windows.InputOf(window), windows.LengthOf(window));
            census.Add(windows.TargetOf(window)[..(valid * (windows.TargetSize / d.OutputSteps))]);
        }

        return census;
    }

    /// <summary>Throws if no target counts at all.</summary>
    public void CheckCounts(string name)
    {
        if (Counted == 0)
        {
            throw new ArgumentException("Expected at least one target that counts, but all are −1, which leaves a target out: nothing could be learned.", name);
        }
    }

    /// <summary>Says what looks like a mistake.</summary>
    /// <param name="tokens">Whether the classes are tokens, of which 0 is often none that is written.</param>
    /// <param name="warnings">Receives a sentence or two for each.</param>
    public void Warn(bool tokens, List<string> warnings)
    {
        if (_labels) WarnOfLabels(warnings);
        else WarnOfClasses(tokens, warnings);
        if (_empty > 0)
        {
            warnings.Add($"{_empty} of {_windows} windows have no target that counts (all are −1): each adds 0 to the mean loss of its batch. Leave them out.");
        }
    }

    private void WarnOfLabels(List<string> warnings)
    {
        int[] onesAlone = [.. Enumerable.Range(0, _ones.Length).Where(label => _zeros[label] == 0 && _ones[label] > 0)];
        int[] suspicious = [.. onesAlone.Where(label => _leftOut[label] > 0)];
        if (suspicious.Length > 0)
        {
            warnings.Add(
                $"No target of label {string.Join(", ", suspicious)} is 0, and {Text(suspicious.Sum(label => _leftOut[label]))} are −1, which leaves a target out. " +
                "If −1 means that a label is not there, write 0.");
        }
        else if (onesAlone.Length == _ones.Length)
        {
            warnings.Add($"All {Text(Counted)} targets that count are 1: there is nothing to tell apart. Add windows without the label, with the target 0.");
        }
    }

    private void WarnOfClasses(bool tokens, List<string> warnings)
    {
        int[] occurring = [.. Enumerable.Range(0, _ones.Length).Where(index => _ones[index] > 0)];
        if (occurring.Length == 1 && _ones.Length > 1)
        {
            string left = LeftOut > 0 ? $", and {Text(LeftOut)} are −1, which leaves a target out. If −1 means another class, write its number" : ": there is nothing to tell apart";
            warnings.Add($"All {Text(Counted)} targets that count are class {occurring[0]}{left}.");
        }
        else if (!tokens && occurring.Length > 0 && occurring[0] == 1 && occurring.Length == _ones.Length - 1)
        {
            warnings.Add(
                $"No target is class 0, and all from 1 to {_ones.Length - 1} occur. Classes are counted from 0: where yours run from 1, subtract 1 and declare one class less.");
        }
    }

    private void Add(ReadOnlySpan<float> target)
    {
        int counted = 0;
        for (int i = 0; i < target.Length; i++)
        {
            int label = _labels ? i % _ones.Length : 0;
            if (target[i] == CrossEntropyRow.Ignored)
            {
                _leftOut[label]++;
                continue;
            }

            counted++;
            if (!_labels) _ones[(int)target[i]]++;
            else if (target[i] == 1f) _ones[label]++;
            else _zeros[label]++;
        }

        Counted += counted;
        _empty += counted == 0 ? 1 : 0;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
