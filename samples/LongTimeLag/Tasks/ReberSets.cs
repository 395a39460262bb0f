using LstmGen;
using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>256 strings, from which training draws again and again, and 256 others to test with: a trial succeeds when all of them are right.</summary>
internal sealed class ReberSets : ITrialData
{
    private const int Strings = 256;

    /// <summary>Sequences between two looks at all strings.</summary>
    private const int Interval = 32;

    private readonly RandomSource _random;
    private readonly RandomSource _fresh;
    private readonly int[][] _training;
    private readonly HashSet<string> _trained;
    private readonly Batch _all;
    private int _sinceLook;

    public ReberSets(ReberTask task, SequenceModel model, RandomSource random, RandomSource fresh)
    {
        _random = random;
        _fresh = fresh;
        _training = [.. Enumerable.Range(0, Strings).Select(_ => ReberGrammar.Draw(random))];
        _trained = [.. _training.Select(symbols => ReberGrammar.Text(symbols))];
        _all = new Batch(task, model, 2 * Strings);
        int next = 0;
        _all.Fill((input, target) => next < Strings ? ReberTask.Write(_training[next++], input, target) : DrawFresh(input, target));
    }

    public int Draw(Span<float> input, Span<float> target) => ReberTask.Write(_training[_random.NextInt32(Strings)], input, target);

    public int DrawFresh(Span<float> input, Span<float> target)
    {
        int[] symbols;
        do
        {
            symbols = ReberGrammar.Draw(_fresh);
        }
        while (_trained.Contains(ReberGrammar.Text(symbols)));
        return ReberTask.Write(symbols, input, target);
    }

    public bool IsSuccess(ReadOnlySpan<double> errors)
    {
        _sinceLook += errors.Length;
        if (_sinceLook < Interval)
        {
            return false;
        }

        _sinceLook = 0;
        return _all.CountWrong() == 0;
    }
}
