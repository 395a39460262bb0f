using LstmGen.Import.Containers;
using LstmGen.Runtime;

namespace LstmGen.Import.Loading;

/// <summary>The weights of a module of PyTorch that is no recurrent one: matrices are turned over, kernels of convolutions run from the outputs to the positions.</summary>
internal sealed class TorchModule(string name, IReadOnlyDictionary<string, FileTensor> tensors) : WeightModule(name)
{
    private FileTensor? Weight => tensors.GetValueOrDefault("weight");

    private FileTensor? Bias => tensors.GetValueOrDefault("bias");

    public override string ToString() => string.Join(", ", tensors.Values);

    public override bool Fits(Slot slot) => slot.Kind switch
    {
        "dense" => Weight is { Rank: 2, Shape: [var units, var inputs] } && Is(slot.Find("kernel"), inputs, units) && BiasFits(slot, units) && Only("weight", "bias"),
        "embedding" => Weight is { Rank: 2 } && Is(slot.Find("embeddings"), Weight.Shape) && Only("weight"),
        "conv1d" => Weight is { Rank: 3, Shape: [var filters, var inputs, var kernel] } && Is(slot.Find("kernel"), kernel, inputs, filters) && BiasFits(slot, filters) && Only("weight", "bias"),
        "conv2d" => Weight is { Rank: 4, Shape: [var filters, var channels, var height, var width] } && Is(slot.Find("kernel"), height, width, channels, filters)
            && BiasFits(slot, filters) && Only("weight", "bias"),
        "layernorm" => Weight is { Rank: 1 } && Bias is { Rank: 1 } && Is(slot.Find("gamma"), Weight.Shape) && Is(slot.Find("beta"), Bias.Shape) && Only("weight", "bias"),
        "batchnorm" => tensors.GetValueOrDefault("running_mean") is { Rank: 1 } mean && Is(slot.Find("moving_mean"), mean.Shape) && (Weight is null || Is(slot.Find("gamma"), Weight.Shape)),
        "prelu" => Weight is { Rank: 1 } && slot.Tensors is [var slopes] && (Weight.Count == slopes.Count || Weight.Count == 1) && Only("weight"),
        "crf" => tensors.GetValueOrDefault("transitions") is { Rank: 2 } transitions && Is(slot.Find("transitions"), transitions.Shape)
            && tensors.ContainsKey("start_transitions") && tensors.ContainsKey("end_transitions"),
        _ => false,
    };

    public override void Fill(Slot slot, Span<float> parameters)
    {
        switch (slot.Kind)
        {
            case "embedding":
                Put(slot.Tensors[0], Weight!.ToFloats(), parameters);
                break;
            case "layernorm":
                Put(slot.Find("gamma")!, Weight!.ToFloats(), parameters);
                Put(slot.Find("beta")!, Bias!.ToFloats(), parameters);
                break;
            case "batchnorm":
                Put(slot.Find("moving_mean")!, tensors["running_mean"].ToFloats(), parameters);
                Put(slot.Find("moving_variance")!, tensors["running_var"].ToFloats(), parameters);
                if (slot.Find("gamma") is { } gamma) Put(gamma, Weight?.ToFloats() ?? Filled(gamma.Count, 1f), parameters);
                if (slot.Find("beta") is { } beta) Put(beta, Bias?.ToFloats() ?? new float[beta.Count], parameters);
                break;
            case "prelu":
                float[] slopes = Weight!.ToFloats();
                Put(slot.Tensors[0], slopes.Length == 1 ? Filled(slot.Tensors[0].Count, slopes[0]) : slopes, parameters);
                break;
            case "crf":
                Put(slot.Find("start")!, tensors["start_transitions"].ToFloats(), parameters);
                Put(slot.Find("end")!, tensors["end_transitions"].ToFloats(), parameters);
                Put(slot.Find("transitions")!, tensors["transitions"].ToFloats(), parameters);
                break;
            default:
                Put(slot.Find("kernel")!, Turned(Weight!), parameters);
                if (slot.Find("bias") is { } bias) Put(bias, Bias!.ToFloats(), parameters);
                break;
        }
    }

    /// <summary>[outputs, inputs, positions…] as [positions…, inputs, outputs].</summary>
    public static float[] Turned(FileTensor weight)
    {
        float[] values = weight.ToFloats();
        int outputs = weight.Shape[0];
        int inputs = weight.Shape[1];
        int positions = values.Length / Math.Max(outputs * inputs, 1);
        float[] turned = new float[values.Length];
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int p = 0; p < positions; p++)
                {
                    turned[(((p * inputs) + i) * outputs) + o] = values[(((o * inputs) + i) * positions) + p];
                }
            }
        }

        return turned;
    }

    private static float[] Filled(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    private bool BiasFits(Slot slot, int units) => slot.Find("bias") is { } bias ? Is(bias, units) && Bias is { Rank: 1 } && Bias.Count == units : Bias is null;

    private bool Only(params ReadOnlySpan<string> names)
    {
        foreach (string name in tensors.Keys)
        {
            if (!names.Contains(name)) return false;
        }

        return true;
    }
}
