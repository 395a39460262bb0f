using System.Text.Json;

namespace LstmGen.Conformance.Reference;

/// <summary>[BatchNorm] against PyTorch: several updates from batches of several sizes, with the running statistics that they leave, and what the network says by those.</summary>
public sealed class BatchNormReferenceTests
{
    private static readonly string[] s_norm = ["weight", "bias", "running_mean", "running_var"], s_lstm = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0"];

    public static TheoryData<string> Names => ["batch-norm", "batch-norm-conv1d"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Updates_and_running_statistics(string name)
    {
        JsonElement reference = JsonDocument.Parse(ReferenceCase.Text(name)).RootElement;
        SequenceModel model = name == "batch-norm" ? new NormedSequenceModel(1) : new NormedConvolutionModel(1);
        model.Parameters.CopyFrom(Close.Narrow([.. Canonical(reference.GetProperty("parameters"), model).SelectMany(tensor => tensor.Data)]));
        (float[] X, float[] Target)[] batches = [.. reference.GetProperty("batches").EnumerateArray().Select(batch => (Data(batch, "x"), Data(batch, "target")))];

        float[] gradient = new float[model.Parameters.Count], inputGradient = new float[batches[0].X.Length];
        model.ComputeGradient(batches[0].X, batches[0].Target, gradient, Loss.MeanSquaredError, inputGradient);
        Compare(reference.GetProperty("gradients"), gradient, "gradient of", isGradient: true);
        Close.Equal(Tensor(reference.GetProperty("input_gradient")).Data, inputGradient, 1e-4, "input gradient");

        Optimizer optimizer = name == "batch-norm"
            ? new Adam { Style = OptimizerStyle.PyTorch, LearningRate = 0.01 }
            : new Sgd { Style = OptimizerStyle.PyTorch, LearningRate = 0.05, Momentum = 0.9 };
        double[] losses = [.. reference.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
        foreach (((float[] x, float[] target), double expected) in batches.Zip(losses))
        {
            Close.Equal([expected], [(double)model.FitBatch(x, target, optimizer)], 1e-4, "loss before an update");
        }

        Compare(reference.GetProperty("parameters_after"), model.Parameters.Values, "after training,", isGradient: false);
        double[] output = Tensor(reference.GetProperty("output_after")).Data;
        float[] actual = new float[output.Length];
        model.PredictBatch(batches[0].X, actual);
        Close.Equal(output, actual, 1e-4, "outputs by the running statistics");

        void Compare(JsonElement expected, ReadOnlySpan<float> flat, string what, bool isGradient)
        {
            IReadOnlyList<string> names = TensorNames(model);
            for (int i = 0; i < names.Count; i++)
            {
                Runtime.ParameterDescription tensor = model.Parameters.Tensors[i];
                if (!expected.TryGetProperty(names[i], out JsonElement value))
                {
                    Assert.True(isGradient && tensor.IsFrozen, names[i]);
                    continue;
                }

                Close.Equal(ReferenceLayout.Canonical(names[i], Tensor(value)).Data, flat.Slice(tensor.Offset, tensor.Count), 2e-4, $"{what} {names[i]}", floor: isGradient ? 1e-3 : 0);
            }
        }
    }

    private static IEnumerable<ReferenceTensor> Canonical(JsonElement tensors, SequenceModel model)
    {
        IReadOnlyList<string> names = TensorNames(model);
        Assert.Equal(names.Order(), tensors.EnumerateObject().Select(property => property.Name).Order());
        return names.Select(name => ReferenceLayout.Canonical(name, Tensor(tensors.GetProperty(name))));
    }

    private static IReadOnlyList<string> TensorNames(SequenceModel model) => model is NormedSequenceModel
        ? [.. Of("first", s_norm), .. Of("below", s_lstm), .. Of("middle", s_norm), .. Of("above", s_lstm), .. Of("last", s_norm), "dense.weight", "dense.bias"]
        : ["conv.weight", "conv.bias", .. Of("first", s_norm), .. Of("below", s_lstm), .. Of("middle", s_norm), .. Of("above", s_lstm), .. Of("last", s_norm[2..]), "dense.weight", "dense.bias"];

    private static IEnumerable<string> Of(string layer, IEnumerable<string> tensors) => tensors.Select(tensor => $"{layer}.{tensor}");

    private static float[] Data(JsonElement of, string name) => Close.Narrow(Tensor(of.GetProperty(name)).Data);

    private static ReferenceTensor Tensor(JsonElement json) => new(
        [.. json.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())], [.. json.GetProperty("data").EnumerateArray().Select(value => value.GetDouble())]);
}

[LstmModel(LookBack = 6, Features = 3)]
[BatchNorm(Epsilon = 1e-5, Momentum = 0.9, UnbiasedVariance = true)]
[Lstm(7)]
[BatchNorm(Epsilon = 1e-5, Momentum = 0.9, UnbiasedVariance = true)]
[Lstm(7)]
[BatchNorm(Epsilon = 1e-5, Momentum = 0.9, UnbiasedVariance = true)]
[Dense(2)]
internal sealed partial class NormedSequenceModel;

[LstmModel(LookBack = 6, Features = 3)]
[Conv1D(5, 3)]
[BatchNorm(Epsilon = 1e-5, Momentum = 0.7, UnbiasedVariance = true)]
[Lstm(7)]
[BatchNorm(Epsilon = 1e-5, Momentum = 0.7, UnbiasedVariance = true)]
[Lstm(7)]
[BatchNorm(Epsilon = 1e-5, Momentum = 0.7, UnbiasedVariance = true, Scale = false, Center = false)]
[Dense(2)]
internal sealed partial class NormedConvolutionModel;
