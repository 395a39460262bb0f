using LstmGen.Runtime;

namespace LstmGen.Tests.Data;

/// <summary>A model whose answer is a rule written in the test, with two named tensors that the rule may ignore.</summary>
internal sealed class RuleModel : SequenceModel
{
    private readonly RuleKernels _kernels;
    private readonly Rule _rule;

    public RuleModel(
        Rule rule, int lookBack, int features = 1, int outputs = 1, int outputSteps = 1, Scaling scaling = Scaling.None, string name = "RuleModel",
        int units = 3)
        : this(rule, new RuleKernels(Describe(lookBack, features, outputs, outputSteps, scaling, name, units)))
    {
    }

    private RuleModel(Rule rule, RuleKernels kernels)
        : base(kernels, seed: 1)
    {
        _rule = rule;
        _kernels = kernels;
    }

    public delegate void Rule(ReadOnlySpan<float> window, Span<float> output);

    /// <summary>What the kernels hold after the last change: shows whether a change arrived there.</summary>
    public float[] SeenByKernels => PackedWeights.ToArray();

    public override void PredictRaw(ReadOnlySpan<float> window, int length, Span<float> output)
    {
        if (window.Length != _kernels.Description.InputSize || output.Length != _kernels.Description.OutputSize)
        {
            Assert.Fail($"A window of {window.Length} values and an output of {output.Length} came.");
        }

        _rule(window, output);
    }

    private static ModelDescription Describe(int lookBack, int features, int outputs, int outputSteps, Scaling scaling, string name, int units) => new()
    {
        Name = name,
        LookBack = lookBack,
        Features = features,
        OutputSteps = outputSteps,
        Outputs = outputs,
        Scaling = scaling,
        Parameters =
        [
            new ParameterDescription("dense.kernel", 0, [2, units], Initializer.GlorotUniform, 2, units, units),
            new ParameterDescription("dense.bias", 2 * units, [units], Initializer.Ones, 2, units, units),
        ],
        PackedLength = 3 * units,
        PackedGradientLength = 3 * units,
        TrainingWorkspaceLength = 0,
        PredictionWorkspaceLength = 0,
        MultiplyAddsPerWindow = 0,
    };

    private sealed class RuleKernels(ModelDescription description) : ModelKernels
    {
        public override ModelDescription Description => description;

        public override void Pack(ReadOnlySpan<float> parameters, Span<float> packed) => parameters.CopyTo(packed);

        public override void Unpack(ReadOnlySpan<float> packedGradient, Span<float> gradient) => packedGradient.CopyTo(gradient);

        public override void PredictTile(in Tile tile) => throw new InvalidOperationException("The rule predicts single windows only.");

        public override void ForwardTile(in Tile tile) => throw new InvalidOperationException("The rule cannot be trained.");

        public override void BackwardTile(in Tile tile) => throw new InvalidOperationException("The rule cannot be trained.");
    }
}
