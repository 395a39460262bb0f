using System.Runtime.Intrinsics;
using LstmGen.Conformance.Models;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Translation;

/// <summary>The kernels of decoders: right by the oracle, gradients by its central differences, and one step at a time the bits of all at once.</summary>
public sealed class TranslationKernelTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Names => TranslationModels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Greedy_logits_agree_with_the_oracle_at_every_length(string name)
    {
        (SequenceToSequenceModel model, OracleTranslator oracle) = TranslationModels.Create(name);
        int look = model.Description.LookBack;
        float[] logits = new float[model.Description.OutputSize];
        for (int length = 1; length <= look; length++)
        {
            int[] source = Source(oracle, look, seed: length);
            float[] window = [.. source.Select(id => (float)id)];
            model.PredictRaw(window, length, logits);
            int[] inputs = Inputs(model, logits);
            (double[][] expected, _) = oracle.Forward(Close.Widen(model.Parameters.Values), source[..length], inputs);
            Close.Equal([.. expected.SelectMany(step => step)], logits, Tolerance, $"logits of {length} steps, {name}: ");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_central_differences(string name)
    {
        (SequenceToSequenceModel model, OracleTranslator oracle) = TranslationModels.Create(name);
        Blow(model);
        int look = model.Description.LookBack;
        var random = new Random(5);

        // Five rows, so that a tile is not full; lengths of sources and targets from 1 to all.
        int[] lengths = [look, 1, look - 1, 2, 3 > look ? look : 3];
        int[] targetLengths = [oracle.Steps, 1, 2, oracle.Steps - 1, 3];
        int[][] sources = [.. lengths.Select((_, row) => Source(oracle, look, 10 + row))];
        int[][] targets = [.. targetLengths.Select(length => Enumerable.Range(0, length).Select(_ => random.Next(oracle.Vocabulary)).ToArray())];
        float[] inputs = [.. sources.SelectMany(source => source.Select(id => (float)id))];
        float[] padded = [.. targets.SelectMany(target => target.Select(id => (float)id).Concat(Enumerable.Repeat(-1f, oracle.Steps - target.Length)))];
        float[] gradient = new float[model.Parameters.Count];
        float loss = model.ComputeGradient(inputs, padded, gradient, new CrossEntropy(oracle.Vocabulary), lengths: lengths);

        double[] parameters = Close.Widen(model.Parameters.Values);
        int start = model.Description.Decoder!.Start;
        double Loss() => Enumerable.Range(0, lengths.Length)
            .Average(row => oracle.Loss(parameters, sources[row][..lengths[row]], [start, .. targets[row][..^1]], targets[row]));
        Assert.Equal(Loss(), loss, Tolerance);
        const double h = 1e-5;
        double[] expected = Close.Widen(gradient);

        // A third of the parameters, another third at each vector width: all of them take half a minute.
        int third = Vector512.IsHardwareAccelerated ? 0 : Vector256.IsHardwareAccelerated ? 1 : 2;
        for (int i = third; i < parameters.Length; i += 3)
        {
            double value = parameters[i];
            parameters[i] = value + h;
            double above = Loss();
            parameters[i] = value - h;
            expected[i] = (above - Loss()) / (2 * h);
            parameters[i] = value;
        }

        Assert.All(model.Parameters.Tensors, tensor => Assert.Contains(expected[tensor.Offset..(tensor.Offset + tensor.Count)], value => value != 0.0));
        Close.Equal(expected, gradient, Tolerance, $"gradient, {name}: ");
    }

    /// <summary>Trained on its own greedy translation a decoder reads what it read one step at a time: the loss is that of those logits, to the bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void All_steps_at_once_have_the_bits_of_one_step_at_a_time(string name)
    {
        (SequenceToSequenceModel model, OracleTranslator oracle) = TranslationModels.Create(name);
        Blow(model);
        int look = model.Description.LookBack;
        float[] logits = new float[model.Description.OutputSize];
        float[] window = [.. Source(oracle, look, seed: 4).Select(id => (float)id)];
        model.PredictRaw(window, look, logits);
        float[] target = [.. Enumerable.Range(0, oracle.Steps).Select(step => (float)Best(logits, step, oracle.Vocabulary))];
        var loss = new CrossEntropy(oracle.Vocabulary);
        float expected = loss.Row(logits, target, new float[logits.Length]);
        Bits.Equal([expected], [model.ComputeGradient(window, target, new float[model.Parameters.Count], loss)], "loss");
        WindowDataset windows = WindowDataset.From(window, target, look, 1, targetColumns: 1, scaleTargets: false);
        Assert.Equal((double)expected, model.Evaluate(windows));

        float[] batch = new float[2 * logits.Length], probabilities = new float[logits.Length];
        model.Predict(window, probabilities);
        model.PredictBatch([.. window, .. window], batch);
        Bits.Equal([.. probabilities, .. probabilities], batch, "batch");

        ModelTrace trace = model.CreateTrace();
        model.Trace(window, trace);
        Bits.Equal(probabilities, trace.Output, "trace");
    }

    [Theory]
    [InlineData("general")]
    [InlineData("additive")]
    [InlineData("dot")]
    [InlineData("deep")]
    public void Weights_of_attention_agree_with_the_oracle(string name)
    {
        (SequenceToSequenceModel model, OracleTranslator oracle) = TranslationModels.Create(name);
        Blow(model);
        int look = model.Description.LookBack;
        for (int length = 1; length <= look; length++)
        {
            int[] source = Source(oracle, look, seed: length)[..length];
            int[] target = new int[oracle.Steps];
            int count = model.Translate(source, target);
            target = count == 0 ? [3] : target[..count];
            int size = oracle.Heads * look;
            float[] weights = new float[target.Length * size];
            Array.Fill(weights, float.NaN);
            model.Attend(source, target, weights);
            (_, double[][][] expected) = oracle.Forward(Close.Widen(model.Parameters.Values), source, [model.Description.Decoder!.Start, .. target[..^1]]);
            for (int step = 0; step < target.Length; step++)
            {
                for (int head = 0; head < oracle.Heads; head++)
                {
                    double[] padded = [.. expected[step][head], .. new double[look - expected[step][head].Length]];
                    Close.Equal(padded, weights.AsSpan(step * size + head * look, look), Tolerance, $"weights of step {step}, head {head}, {name}: ");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_bits(string name)
    {
        (SequenceToSequenceModel model, OracleTranslator oracle) = TranslationModels.Create(name);
        const int rows = 70;
        float[] inputs = [.. Enumerable.Range(0, rows).SelectMany(row => Source(oracle, model.Description.LookBack, row)).Select(id => (float)id)];
        float[] targets = [.. Enumerable.Range(0, rows * oracle.Steps).Select(i => (float)(i * 7 % oracle.Vocabulary))];
        float[] one = new float[model.Parameters.Count], many = new float[model.Parameters.Count];
        var loss = new CrossEntropy(oracle.Vocabulary);
        model.ComputeGradient(inputs, targets, one, loss, maxDegreeOfParallelism: 1);
        model.ComputeGradient(inputs, targets, many, loss, maxDegreeOfParallelism: 5);
        Bits.Equal(one, many, "gradient");
    }

    private static int[] Inputs(SequenceToSequenceModel model, float[] logits)
    {
        var decoder = model.Description.Decoder!;
        return [decoder.Start, .. Enumerable.Range(0, decoder.Steps - 1).Select(step => Best(logits, step, decoder.Vocabulary))];
    }

    private static int Best(float[] logits, int step, int vocabulary)
    {
        float[] own = logits[(step * vocabulary)..((step + 1) * vocabulary)];
        return Array.IndexOf(own, own.Max());
    }

    private static int[] Source(OracleTranslator oracle, int steps, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps).Select(_ => random.Next(1, oracle.SourceVocabulary))];
    }

    /// <summary>Larger parameters than those of a fresh model, so that nothing is nearly linear, and no two tokens are alike.</summary>
    private static void Blow(SequenceModel model)
    {
        var random = new Random(17);
        model.Parameters.CopyFrom([.. model.Parameters.Values.ToArray().Select(_ => (random.NextSingle() - 0.5f) * 1.6f)]);
    }
}
