using System.Collections.Concurrent;

namespace LstmGen.Conformance.Traffic;

/// <summary>Asks one model from several threads while another changes it, and keeps every distinct answer.</summary>
internal static class Hammer
{
    private const int Readers = 3;

    /// <param name="answer">A new asker: called once a thread, so that each has buffers of its own.</param>
    /// <param name="change">Changes the model, again and again until this returns.</param>
    /// <returns>Every answer that came, as bits, and how often.</returns>
    public static Dictionary<string, int> Run(Func<Func<float[]>> answer, Action change)
    {
        using CancellationTokenSource done = new();
        using Barrier barrier = new(Readers + 1);
        ConcurrentBag<Dictionary<string, int>> seen = [];
        ConcurrentQueue<Exception> failures = [];
        Thread[] readers = [.. Enumerable.Range(0, Readers).Select(_ => new Thread(() =>
        {
            Dictionary<string, int> own = [];
            try
            {
                Func<float[]> ask = answer();
                barrier.SignalAndWait();
                do
                {
                    string bits = BitsOf(ask());
                    own[bits] = own.GetValueOrDefault(bits) + 1;
                }
                while (!done.IsCancellationRequested);
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }

            seen.Add(own);
        }))];
        Array.ForEach(readers, thread => thread.Start());
        barrier.SignalAndWait();
        try
        {
            change();
        }
        finally
        {
            done.Cancel();
            Array.ForEach(readers, thread => thread.Join());
        }

        Assert.Empty(failures);
        return seen.SelectMany(own => own).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
    }

    public static string BitsOf(float[] values) => string.Join(' ', values.Select(value => BitConverter.SingleToInt32Bits(value).ToString("x8")));
}
