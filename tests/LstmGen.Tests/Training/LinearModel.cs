using LstmGen.Runtime;

namespace LstmGen.Tests.Training;

/// <summary>y = x·W + b over a whole window, written by hand: enough network to test everything around it.</summary>
internal sealed class LinearModel(int lookBack, int features = 1, int outputs = 1, long seed = 7, Scaling scaling = Scaling.None, bool large = false)
    : SequenceModel(new LinearKernels(lookBack, features, outputs, scaling, large), seed)
{
    public LinearKernels Linear => (LinearKernels)Kernels;

    public float[] Values => MutableParameters.ToArray();

    public void Set(params ReadOnlySpan<float> values)
    {
        values.CopyTo(MutableParameters);
        ParametersChanged();
    }

    public override void PredictRaw(ReadOnlySpan<float> window, int length, Span<float> output)
    {
        float[] scaled = new float[window.Length];
        ScaleInput(window, scaled);
        LinearKernels.Row(MutableParameters, scaled, output);
    }
}

internal sealed class LinearKernels : ModelKernels
{
    /// <summary>An input that makes a tile throw.</summary>
    public const float Fatal = 12345f;

    public LinearKernels(int lookBack, int features, int outputs, Scaling scaling, bool large)
    {
        int inputs = lookBack * features;
        int packed = (inputs * outputs + outputs + 15) / 16 * 16;
        Description = new ModelDescription
        {
            Name = "Linear",
            LookBack = lookBack,
            Features = features,
            OutputSteps = 1,
            Outputs = outputs,
            Scaling = scaling,
            Parameters =
            [
                new ParameterDescription("dense.kernel", 0, [inputs, outputs], Initializer.GlorotUniform, inputs, outputs, 0),
                new ParameterDescription("dense.bias", inputs * outputs, [outputs], Initializer.Zeros, inputs, outputs, 0),
            ],
            PackedLength = packed,
            PackedGradientLength = packed,
            TrainingWorkspaceLength = 16,
            PredictionWorkspaceLength = 0,
            MultiplyAddsPerWindow = large ? 1_000_000 : inputs * outputs,
        };
    }

    public override ModelDescription Description { get; }

    /// <summary>Adds a number to every training output that depends on the tile's noise alone, as dropout would.</summary>
    public bool Noisy { get; set; }

    public static void Row(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output)
    {
        int outputs = output.Length;
        for (int o = 0; o < outputs; o++)
        {
            float sum = parameters[input.Length * outputs + o];
            for (int i = 0; i < input.Length; i++)
            {
                sum += input[i] * parameters[i * outputs + o];
            }

            output[o] = sum;
        }
    }

    public override void Pack(ReadOnlySpan<float> parameters, Span<float> packed) => parameters.CopyTo(packed);

    public override void Unpack(ReadOnlySpan<float> packedGradient, Span<float> gradient) =>
        packedGradient[..gradient.Length].CopyTo(gradient);

    public override void PredictTile(in Tile tile) => Forward(tile, noise: 0f);

    public override void ForwardTile(in Tile tile)
    {
        tile.Workspace[0] = tile.Inputs[0];
        Forward(tile, Noisy ? (tile.Noise.Key % 7 + tile.Noise.Step * 0.01f + tile.Noise.FirstRow * 0.001f) : 0f);
    }

    public override void BackwardTile(in Tile tile)
    {
        // What the forward pass left must still be there, and rows that are not real must count for nothing.
        if (tile.Workspace[0] != tile.Inputs[0]) throw new InvalidOperationException("The tape was overwritten.");
        int inputs = Description.InputSize, outputs = Description.OutputSize;
        for (int row = 0; row < ModelDescription.TileRows; row++)
        {
            for (int o = 0; o < outputs; o++)
            {
                float by = tile.OutputGradients[row * outputs + o];
                tile.PackedGradient[inputs * outputs + o] += by;
                for (int i = 0; i < inputs; i++)
                {
                    tile.PackedGradient[i * outputs + o] += by * tile.Inputs[row * inputs + i];
                    if (!tile.InputGradients.IsEmpty)
                    {
                        ref float input = ref tile.InputGradients[row * inputs + i];
                        input = (o == 0 ? 0f : input) + by * tile.Packed[i * outputs + o];
                    }
                }
            }
        }
    }

    private void Forward(in Tile tile, float noise)
    {
        int inputs = Description.InputSize, outputs = Description.OutputSize;
        for (int row = 0; row < ModelDescription.TileRows; row++)
        {
            ReadOnlySpan<float> input = tile.Inputs.Slice(row * inputs, inputs);
            if (input[0] == Fatal) throw new InvalidDataException("A fatal input.");
            Span<float> output = tile.Outputs.Slice(row * outputs, outputs);
            Row(tile.Packed[..(inputs * outputs + outputs)], input, output);
            foreach (ref float value in output)
            {
                value += noise;
            }
        }
    }
}
