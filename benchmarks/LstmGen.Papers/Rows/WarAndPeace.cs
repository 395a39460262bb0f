namespace LstmGen.Papers;

/// <summary>The next character of War and Peace.</summary>
internal sealed class WarAndPeace : PaperRow
{
    private const int Symbols = 87, LookBack = 64, Streams = 64, Order = 5;

    public override string Name => "war-and-peace";

    public override string Title => "War and Peace: the next character";

    public override string Protocol =>
        "3,258,250 bytes, 87 symbols, 80 % training, 10 % validation, 10 % test in their order; nats a character over the whole test part, read as ten texts side by side. The epoch is chosen on validation.";

    public override IReadOnlyList<Measure> Measures { get; } = [new("nats a character", 3)];

    public override IReadOnlyList<Published> Published { get; } =
    [
        new("LSTM, one layer of 64", [1.449], "Karpathy, Johnson, Fei-Fei 2015, table 1", LookedUp: false, IsBar: false),
        new("LSTM, one layer of 128", [1.277], "the same", LookedUp: false, IsBar: false),
        new("LSTM, one layer of 256", [1.189], "the same", LookedUp: false),
        new("LSTM, one layer of 512", [1.161], "the same", LookedUp: false, IsBar: false),
    ];

    public override string Model =>
        "`[LstmModel(LookBack = 64, Stateful = true)] [Embedding(87, 48)] [Dropout(0.1)] [Lstm(256, ReturnSequences = true)] [Dropout(0.2)] [Softmax(87)]`, Adam 0.004 falling to 0 by a cosine over 9 epochs, 64 streams, clipping 5";

    public override string Reading => "Counting five characters back is hard to beat: one layer of 128 units does not. The row compares with one layer of 256.";

    public override IReadOnlyDictionary<string, double[]> Baselines(string data)
    {
        (int[] training, _, int[] test) = Read(data);
        double[] nats = NGram.Test(training, test, Symbols, Order);
        return new Dictionary<string, double[]>
        {
            ["naive: each character's frequency"] = [nats[0]],
            ["counting: Witten-Bell, five characters back"] = [nats[Order]],
        };
    }

    public override double[] Train(string data, int seed, Action<string> log)
    {
        (int[] training, int[] validation, int[] test) = Read(data);
        var model = new NovelModel(seed);
        model.Fit(WindowDataset.NextTokens(training, LookBack, Streams), new FitOptions
        {
            Epochs = 9,
            Optimizer = new Adam { LearningRate = 0.004 },
            Schedule = new CosineDecay(),
            Validation = WindowDataset.NextTokens(validation, LookBack, Streams),
            EarlyStopping = new EarlyStopping { Patience = 9 },
            Clipping = GradientClipping.ByGlobalNorm(5),
            Progress = Every(1, log),
        });
        return [model.EvaluateSteps(WindowDataset.NextTokens(test, LookBack, streams: 10)).PerStep];
    }

    private static (int[] Training, int[] Validation, int[] Test) Read(string data)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(data, "language", "warpeace_input.txt"));
        byte[] symbols = [.. bytes.Distinct().Order()];
        if (symbols.Length != Symbols) throw new InvalidDataException($"Expected {Symbols} symbols, but got {symbols.Length}.");
        int[] ids = Array.ConvertAll(bytes, one => Array.BinarySearch(symbols, one));
        int first = ids.Length / 10 * 8, second = ids.Length / 10 * 9;
        return (ids[..first], ids[first..second], ids[second..]);
    }
}

/// <summary>Counts of what follows a context, with the interpolation of Witten and Bell (1991): (c(h, x) + t(h)·p(x | shorter h)) / (c(h) + t(h)), t(h) the kinds that followed h.</summary>
internal static class NGram
{
    /// <summary>The mean negative logarithm of each symbol's probability, for contexts of 0 to order symbols.</summary>
    public static double[] Test(int[] training, int[] test, int symbols, int order)
    {
        Dictionary<long, (int Count, int Kinds)>[] contexts = [.. Enumerable.Range(0, order + 1).Select(_ => new Dictionary<long, (int, int)>())];
        Dictionary<long, int>[] followers = [.. Enumerable.Range(0, order + 1).Select(_ => new Dictionary<long, int>())];
        for (int i = 0; i < training.Length; i++)
        {
            long context = 0, place = 1;
            for (int n = 0; n <= order && n <= i; n++)
            {
                long key = context * symbols + training[i];
                (int count, int kinds) = contexts[n].GetValueOrDefault(context);
                int seen = followers[n].GetValueOrDefault(key);
                contexts[n][context] = (count + 1, kinds + (seen == 0 ? 1 : 0));
                followers[n][key] = seen + 1;
                if (n < i) context += place * training[i - 1 - n];
                place *= symbols;
            }
        }

        double[] nats = new double[order + 1];
        for (int i = order; i < test.Length; i++)
        {
            double p = 1.0 / symbols;
            long context = 0, place = 1;
            for (int n = 0; n <= order; n++)
            {
                (int count, int kinds) = contexts[n].GetValueOrDefault(context);
                if (count > 0) p = (followers[n].GetValueOrDefault(context * symbols + test[i]) + kinds * p) / (count + kinds);
                nats[n] -= Math.Log(p) / (test.Length - order);
                if (n < order) context += place * test[i - 1 - n];
                place *= symbols;
            }
        }

        return nats;
    }
}

[LstmModel(LookBack = 64, Stateful = true)]
[Embedding(87, 48)]
[Dropout(0.1)]
[Lstm(256, ReturnSequences = true)]
[Dropout(0.2)]
[Softmax(87)]
internal sealed partial class NovelModel;
