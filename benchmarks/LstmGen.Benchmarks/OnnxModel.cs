using LstmGen.Runtime;

namespace LstmGen.Benchmarks;

/// <summary>The models that are measured as the bytes of ONNX files: input <c>x</c> [steps, windows, features], output <c>y</c> [windows, outputs].</summary>
internal static class OnnxModel
{
    /// <summary>Whole windows in, one output each.</summary>
    public static byte[] OfWindows(SequenceModel model, int windows)
    {
        ModelDescription d = model.Description;
        var graph = new OnnxGraph(model.Parameters, windows);
        string x = graph.Input("x", d.LookBack, windows, d.Features);
        switch (model)
        {
            case BidirectionalStack:
                graph.Dense("dense", graph.Bidirectional("lstm_1", graph.Bidirectional("lstm", x, last: false), last: true));
                break;
            case AttentionLstm:
                string sequence = graph.Lstm("lstm", x, last: false);
                graph.Dense("dense", graph.Attention("attention", sequence, graph.LastStep("lstm", sequence)));
                break;
            case ConvolutionLstm:
                graph.Dense("dense", graph.Lstm("lstm", graph.Convolution("conv1d", x), last: true));
                break;
            case Gru50:
                graph.Dense("dense", graph.Gru("gru", x, last: true));
                break;
            default:
                string[] layers = LayersOf(d);
                for (int layer = 0; layer < layers.Length - 1; layer++)
                {
                    x = graph.Lstm(layers[layer], x, last: layer == layers.Length - 2);
                }

                graph.Dense(layers[^1], x);
                break;
        }

        return graph.ToModel();
    }

    /// <summary>One step of one stream in, with its state in and out: the inputs <c>h</c> and <c>c</c>, the outputs <c>h_next</c> and <c>c_next</c>.</summary>
    public static byte[] OfStream(SequenceModel model)
    {
        ModelDescription d = model.Description;
        string[] layers = LayersOf(d);
        if (layers.Length != 2)
        {
            throw new ArgumentException($"A stream of one LSTM layer and one Dense is expected; {d.Name} has {string.Join(", ", layers)}.", nameof(model));
        }

        var graph = new OnnxGraph(model.Parameters, windows: 1);
        graph.Dense(layers[1], graph.LstmStep(layers[0], graph.Input("x", 1, 1, d.Features)));
        return graph.ToModel();
    }

    private static string[] LayersOf(ModelDescription d) => [.. d.Parameters.Select(tensor => tensor.Name[..tensor.Name.LastIndexOf('.')]).Distinct()];
}
