using System.Globalization;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Keras;

// Activation functions, as options and as layers.
internal sealed partial class KerasMapper
{
    /// <summary>The function of an option; a problem and Linear where there is no counterpart.</summary>
    private Activation ReadActivation(KerasLayer layer, string option, string fallback)
    {
        string name = layer.NameOf(option) ?? fallback;
        if (Known(name) is { } known) return known;
        problems.Add(layer.Place, $"{option} '{name}'", "LstmGen has linear, tanh, sigmoid, hard_sigmoid, relu, leaky_relu, elu, softplus and softsign");
        return Activation.Linear;
    }

    private Activation? Known(string name) => name.ToLowerInvariant() switch
    {
        "linear" => Activation.Linear,
        "tanh" => Activation.Tanh,
        "sigmoid" => Activation.Sigmoid,
        // 0.2x + 0.5 until Keras 2, x/6 + 0.5 since Keras 3.
        "hard_sigmoid" or "hardsigmoid" => model.MajorVersion >= 3 ? Activation.HardSigmoid : Activation.LegacyHardSigmoid,
        "relu" => Activation.Relu,
        "leaky_relu" => Activation.LeakyRelu,
        "elu" => Activation.Elu,
        "softplus" => Activation.Softplus,
        "softsign" => Activation.Softsign,
        _ => null,
    };

    private static bool IsSoftmax(KerasLayer layer, string option) => layer.NameOf(option) is { } name && name.Equals("softmax", StringComparison.OrdinalIgnoreCase);

    private void ReadActivationLayer(KerasLayer layer)
    {
        if (IsSoftmax(layer, "activation"))
        {
            ReadSoftmaxLayer(layer);
            return;
        }

        Activation activation = ReadActivation(layer, "activation", "linear");
        if (activation == Activation.Sigmoid && EndsModel() && EndsInLinearDense() is { } last && IsBinary)
        {
            _layers[^1] = last with { Attribute = new SigmoidAttribute(((DenseAttribute)last.Attribute).Units) { UseBias = ((DenseAttribute)last.Attribute).UseBias } };
        }
        else if (activation != Activation.Linear)
        {
            Put(layer, new ActivationAttribute(activation));
        }
    }

    private void ReadSoftmaxLayer(KerasLayer layer)
    {
        if (layer.Config.Wholes("axis") is { } axis && axis is not [-1])
        {
            problems.Add(layer.Place, "a softmax over another axis than the last", "a softmax over the last axis at the end of the model");
        }
        else if (EndsModel() && EndsInLinearDense() is { Attribute: DenseAttribute dense } last)
        {
            _layers[^1] = last with { Attribute = new SoftmaxAttribute(dense.Units) { UseBias = dense.UseBias } };
        }
        else
        {
            problems.Add(layer.Place, "a softmax that is not the end of the model behind a Dense", "Dense and softmax as the last layers, which become [Softmax]");
        }
    }

    private ImportedLayer? EndsInLinearDense() => _layers.Count > 0 && _layers[^1] is { Attribute: DenseAttribute { Activation: Activation.Linear } } last ? last : null;

    /// <summary>Whether nothing follows that changes an answer.</summary>
    private bool EndsModel() => model.Layers.Skip(_index + 1).All(layer => layer.ClassName is "Dropout" or "ActivityRegularization");

    private bool IsBinary => model.Loss is { } loss && loss.Contains("binary", StringComparison.OrdinalIgnoreCase);

    private void ReadLeaky(KerasLayer layer)
    {
        double slope = layer.Config.Number("negative_slope") ?? layer.Config.Number("alpha") ?? 0.3;
        PutLeaky(layer, slope);
    }

    private void PutLeaky(KerasLayer layer, double slope) =>
        Put(layer, slope == 0 ? new ActivationAttribute(Activation.Relu) : new ActivationAttribute(Activation.LeakyRelu) { NegativeSlope = Slope(layer, slope) });

    /// <summary>A slope that was written as a float, as its user wrote it.</summary>
    private double Slope(KerasLayer layer, double slope)
    {
        const double Steepest = 1_000;
        if (slope is < 0 or > Steepest) problems.Add(layer.Place, $"a slope of {slope}", $"a slope of 0 to {Steepest}");
        return double.Parse(((float)slope).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private void ReadRelu(KerasLayer layer)
    {
        if (layer.Config.Number("max_value") is not null || layer.Config.Number("threshold") is not (null or 0))
        {
            problems.Add(layer.Place, "a ReLU with max_value or threshold", "a plain ReLU");
            return;
        }

        PutLeaky(layer, layer.Config.Number("negative_slope") ?? 0);
    }

    private void ReadElu(KerasLayer layer) => Put(layer, new ActivationAttribute(Activation.Elu) { Alpha = Slope(layer, layer.Config.Number("alpha") ?? 1) });

    /// <summary>One slope a value of a step: Keras shares them over the steps where it is told to.</summary>
    private void ReadPRelu(KerasLayer layer, IReadOnlyList<FileTensor> tensors)
    {
        Count(layer, tensors, 1);
        if (tensors[0].Count != _flow.Width)
        {
            problems.Add(layer.Place, $"slopes {tensors[0].ShapeText}, one for each step", "shared_axes=[1]");
            return;
        }

        Put(layer, new PReluAttribute(), Take(layer, tensors[0].As(tensors[0].Name, _flow.Width), "alpha", _flow.Width));
    }
}
