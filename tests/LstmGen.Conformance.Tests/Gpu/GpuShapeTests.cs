using System.Globalization;
using System.Text.RegularExpressions;
using LstmGen.Conformance.Models;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Gpu;

/// <summary>Drawn declarations: what their kernels for a GPU give, interpreted, has the bits of the processor.</summary>
[Trait("Width", "any")]
public sealed partial class GpuShapeTests
{
    private const int Drawn = 26;

    private static readonly string[] s_declarations = [.. Enumerable.Range(0, Drawn).Select(Declaration)];

    private static readonly Lazy<IReadOnlyList<Func<long, SequenceModel>>> s_models = new(() => ModelCompiler.Compile(s_declarations));

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, Drawn)];

    /// <summary>Forward, the gradients, clipping and two updates of Adam; then predictions. Windows of any lengths, masks where a layer draws some.</summary>
    [Theory]
    [MemberData(nameof(Indices))]
    public void Training_and_prediction_have_the_bits_of_the_processor(int index)
    {
        Func<long, SequenceModel> make = s_models.Value[index];
        SequenceModel here = make(index), there = make(index);
        ModelDescription shape = here.Description;
        Random random = new(RandomShapes.Seed + index);
        int rows = random.Next(20, 70);
        float[] inputs = Draw(random, rows * shape.InputSize, 2), targets = Targets(random, here, rows);
        int[] lengths = [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, shape.LookBack + 1))];
        WindowDataset windows = WindowDataset.From(inputs, targets, shape.LookBack, shape.Features);
        windows = random.Next(2) == 0 ? windows : windows.WithLengths(lengths);
        var device = new InterpretedDevice();
        FitOptions Options(Device? on) => new() { Epochs = 1, BatchSize = (rows + 1) / 2, Clipping = GradientClipping.ByGlobalNorm(1), Device = on };
        here.Fit(windows, Options(null));
        there.Fit(windows, Options(device));
        Bits.Equal(here.Parameters.Values, there.Parameters.Values, $"parameters of {s_declarations[index]}");

        float[] expected = new float[rows * shape.OutputSize], actual = new float[expected.Length];
        here.PredictBatch(inputs, expected);
        there.PredictBatch(inputs, actual, device);
        Bits.Equal(expected, actual, $"answers of {s_declarations[index]}");
        Assert.Contains(device.Gpu.Launches, launch => launch.Kernel == "reduce");
    }

    /// <summary>A rounding that is not written is chosen by the assembler, which joins products and sums as it likes.</summary>
    [Theory]
    [MemberData(nameof(Indices))]
    public void Every_float_instruction_rounds_explicitly(int index)
    {
        string ptx = s_models.Value[index](0).Kernels.Gpu!.Ptx;
        string[] instructions = [.. Floats().Matches(ptx).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.Contains("fma.rn.f32", instructions);
        Assert.All(instructions, instruction => Assert.Matches(@"^((fma|add|sub|mul|div)\.rn\.f32|(min|max)\.NaN\.f32|(neg|abs|copysign|mov)\.f32|selp\.f32|setp\.(lt|gt|eq|le|ge)\.f32|(ld|st)\.(global|shared)\.(nc\.)?(v[24]\.)?f32)$", instruction));
        Assert.DoesNotContain(".ftz", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain("approx", ptx, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\s*(?:@!?%p\d+ )?([a-z][\w.]*\.f(?:32|64|16)\b[\w.]*) ", RegexOptions.Multiline)]
    private static partial Regex Floats();

    private static string Declaration(int index)
    {
        Random random = new(RandomShapes.Seed * 31 + index);
        int Units() => random.Next(4) == 0 ? random.Next(1, 129) : random.Next(1, 40);
        string Of<T>(params T[] choices) => Convert.ToString(choices[random.Next(choices.Length)], CultureInfo.InvariantCulture)!;
        List<string> layers = [];
        if (random.Next(4) == 0) layers.Add($"Dense({random.Next(1, 9)}, Activation = Activation.{Of("Relu", "Elu", "Sigmoid", "Softplus", "Linear")})");
        int cells = random.Next(1, 4);
        for (int i = 0; i < cells; i++)
        {
            string directions = random.Next(3) == 0 ? $", Bidirectional = true, Merge = Merge.{Of("Concat", "Sum", "Mul", "Average")}" : "";
            string sequences = random.Next(3) == 0 ? ", ReturnSequences = true" : "";
            layers.Add(random.Next(3) == 0
                ? $"Gru({Units()}{directions}{sequences}, UseBias = {Of("true", "true", "false")})"
                : $"Lstm({Units()}{directions}{sequences}, RecurrentActivation = Activation.{Of("Sigmoid", "Sigmoid", "HardSigmoid")}, Activation = Activation.{Of("Tanh", "Tanh", "Softsign")})");
            if (random.Next(3) == 0) layers.Add(i + 1 < cells ? $"Dropout(0.{random.Next(1, 6)})" : "Activation(Activation.LeakyRelu)");
        }

        layers.Add(Of("Dense(1)", "Dense(3)", "Softmax(4)", "Sigmoid(2)", "Gaussian"));
        return $"[LstmModel(LookBack = {random.Next(1, 9)}, Features = {random.Next(1, 6)}, Gpu = true)]\n{string.Join('\n', layers.Select(layer => $"[{layer}]"))}";
    }

    private static float[] Targets(Random random, SequenceModel model, int rows)
    {
        ModelDescription shape = model.Description;
        float[] targets = Draw(random, rows * shape.TargetSize, 1);
        return model.Kernels.DefaultLoss switch
        {
            CrossEntropy => [.. targets.Select(_ => (float)random.Next(4))],
            BinaryCrossEntropy => [.. targets.Select(_ => (float)random.Next(2))],
            _ => targets,
        };
    }

    private static float[] Draw(Random random, int count, float limit) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2 - 1) * limit)];
}
