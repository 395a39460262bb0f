using System.Diagnostics;

namespace LstmGen.Benchmarks;

/// <summary>Something to be timed.</summary>
/// <param name="Name">For the notes.</param>
/// <param name="Repeat">Does it as often as it is told.</param>
internal sealed record Contender(string Name, Action<int> Repeat);

/// <summary>
/// Times contenders side by side: all of them warm, then turn by turn, each turn of short rounds, so that a machine that slows down slows all
/// of them down. The median of its rounds is a contender's time.
/// </summary>
internal static class Rounds
{
    private const int FewestTurns = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(0.2);

    /// <summary>Seconds of one repetition, for each contender.</summary>
    /// <param name="budget">For the turns of all contenders; there are at least five, however long they take.</param>
    /// <param name="round">How long a round is; what takes longer is done once.</param>
    /// <param name="contenders">Whom to time.</param>
    public static double[] Medians(TimeSpan budget, TimeSpan round, params IReadOnlyList<Contender> contenders)
    {
        (int Repetitions, TimeSpan Time)[] rounds = [.. contenders.Select(contender => Warm(contender, round))];

        // Who has the shorter rounds has more of them: a turn is as long as the longest round, up to a limit.
        TimeSpan turn = rounds.Max(one => one.Time);
        if (turn > LongestTurn) turn = LongestTurn;

        List<double>[] seconds = [.. contenders.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < FewestTurns || Stopwatch.GetElapsedTime(start) < budget; i++)
        {
            for (int contender = 0; contender < contenders.Count; contender++)
            {
                (int repetitions, TimeSpan time) = rounds[contender];
                for (TimeSpan spent = TimeSpan.Zero; spent == TimeSpan.Zero || spent + time / 2 < turn;)
                {
                    TimeSpan took = Time(contenders[contender], repetitions);
                    seconds[contender].Add(took.TotalSeconds / repetitions);
                    spent += took;
                }
            }
        }

        return [.. seconds.Select(Median)];
    }

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>Long and often enough for the JIT's last tier. Returns the repetitions that fill a round, and how long they take.</summary>
    private static (int Repetitions, TimeSpan Time) Warm(Contender contender, TimeSpan round)
    {
        long start = Stopwatch.GetTimestamp();
        double best = double.PositiveInfinity;
        for (int repetitions = 1; Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            TimeSpan time = Time(contender, repetitions);
            best = Math.Min(best, time.TotalSeconds / repetitions);
            if (time < round / 2) repetitions *= 2;
        }

        int filling = Math.Max(1, (int)(round.TotalSeconds / best));
        return (filling, TimeSpan.FromSeconds(best * filling));
    }

    private static TimeSpan Time(Contender contender, int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        contender.Repeat(repetitions);
        return Stopwatch.GetElapsedTime(start);
    }
}
