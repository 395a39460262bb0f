using System.Runtime.ExceptionServices;

namespace LstmGen.Samples;

/// <summary>The same run from several seeds: one run proves little.</summary>
internal static class Seeds
{
    public const int Count = 5;

    /// <summary>One value for each seed from 1 on, in their order. Seeds run side by side, each on one thread.</summary>
    public static T[] Each<T>(Func<long, T> run, int count = Count) => Grid(1, (_, seed) => run(seed), count)[0];

    /// <summary>For each of some variants one value for each seed.</summary>
    public static T[][] Grid<T>(int variants, Func<int, long, T> run, int count = Count)
    {
        T[] all = new T[variants * count];
        try
        {
            Parallel.For(0, all.Length, index => all[index] = run(index / count, index % count + 1));
        }
        catch (AggregateException several) when (several.InnerException is { } first)
        {
            // What went wrong in one run is told as if it had run alone.
            ExceptionDispatchInfo.Throw(first);
        }

        return [.. all.Chunk(count)];
    }
}
