using System.Collections.Immutable;
using LstmGen.Forecasting;
using LstmGen.Persistence;
using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>A model as the message of an ONNX file: whole windows in, or one step of a stream with its states.</summary>
internal static class OnnxModel
{
    private const int Opset = 17;

    // What readers of protocol buffers take at once.
    private const long MostBytes = int.MaxValue;

    /// <exception cref="NotSupportedException">A layer cannot be exported; all of them are named.</exception>
    /// <exception cref="InvalidOperationException">A weight is not finite, or the model scales and has no scaler yet.</exception>
    public static ProtoMessage Of(SequenceModel model, OnnxExportOptions options)
    {
        ModelDescription d = model.Description;
        ImmutableArray<DeclaredLayer> layers = model.GetDeclaredLayers();
        Refuse(model, layers, options);
        model.RequireScaler();
        (float[] parameters, Scaler? scaler, ForecastLayout? layout) = model.CopyWeights();
        if (ModelFile.DescribeBadValue(d, parameters) is { } bad)
        {
            throw new InvalidOperationException($"{d.Name} is not exported. {bad}");
        }

        var graph = new OnnxGraph(d.Name);
        OnnxPlace place = Begin(graph, d, options, scaler, new ExportWeights(d, parameters), layers[0].Input);
        Flow flow = AddLayers(place, layers.TakeWhile(layer => layer.Attribute is not DecoderAttribute));
        DeclaredLayer[] below = [.. layers.SkipWhile(layer => layer.Attribute is not DecoderAttribute)];
        if (below.Length > 0)
        {
            IEnumerable<bool?> joins = layers.TakeWhile(layer => layer != below[0]).Reverse().Select(layer => OnnxLayers.Find(layer.Attribute.GetType())!.JoinsDirections(layer));
            flow = OnnxDecoderLoop.Add(place, flow, joins.FirstOrDefault(known => known is not null) == true, below);
        }

        End(graph, d, place, flow, scaler);

        var message = new ProtoMessage()
            .Add(1, 8L)
            .Add(2, "LstmGen")
            .Add(3, typeof(SequenceModel).Assembly.GetName().Version?.ToString(3) ?? "")
            .Add(7, graph.Message)
            .Add(8, new ProtoMessage().Add(1, "").Add(2, (long)Opset));
        foreach ((string key, string value) in ModelMetadata.Write(d, scaler, layout).Concat(place.Metadata))
        {
            message.Add(14, new ProtoMessage().Add(1, key).Add(2, value));
        }

        return message.Length <= MostBytes
            ? message
            : throw new NotSupportedException(FormattableString.Invariant($"{d.Name} would make a file of {message.Length:N0} bytes, and one file of ONNX holds at most {MostBytes:N0}. Save it with Save instead."));
    }

    /// <summary>Adds layers one behind the other.</summary>
    /// <returns>What the last passes on.</returns>
    public static Flow AddLayers(OnnxPlace place, IEnumerable<DeclaredLayer> layers) => layers.Aggregate(place.First, (input, layer) =>
    {
        place.MoveTo(layer, input);
        return OnnxLayers.Find(layer.Attribute.GetType())!.Add(place);
    });

    private static void Refuse(SequenceModel model, ImmutableArray<DeclaredLayer> layers, OnnxExportOptions options)
    {
        List<string> problems = [.. OnnxLayers.Problems(layers, options.Streaming)];
        if (options is { Streaming: true, Lengths: true })
        {
            problems.Add("Lengths = true is for windows, and a stream has none; leave it out");
        }

        if (problems.Count > 0)
        {
            throw new NotSupportedException($"{model.Description.Name} cannot be exported to ONNX{(options.Streaming ? " as a stream" : "")}:\n" + string.Join('\n', problems.Select(problem => $"  {problem}")));
        }
    }

    private static OnnxPlace Begin(OnnxGraph graph, ModelDescription d, OnnxExportOptions options, Scaler? scaler, ExportWeights weights, DeclaredShape shape)
    {
        graph.Scope = "input";
        string input = options.Streaming
            ? graph.Input("input", OnnxGraph.Float, 0, d.Features)
            : graph.Input("input", OnnxGraph.Float, 0, d.LookBack, d.Features);
        string? lengths = options.Lengths ? graph.Input("lengths", OnnxGraph.Int64, 0) : null;
        string steps = options.Streaming ? graph.Unsqueeze(input, 0) : graph.Transpose(input, 1, 0, 2);
        string scaled = scaler is null ? steps : Scale(graph, steps, scaler);
        var first = new Flow(scaled, shape, lengths);

        // Whatever lies past a window's length is not read.
        first = first with { Value = graph.Masked(first) };
        if (shape.IsFrames)
        {
            string images = graph.Reshape(first.Value, -1, shape.FrameHeight, shape.FrameWidth, shape.Channels);
            first = first with { Value = graph.Transpose(images, 0, 3, 1, 2) };
        }

        return new OnnxPlace { Graph = graph, Weights = weights, ModelInput = input, First = first, Streaming = options.Streaming };
    }

    private static void End(OnnxGraph graph, ModelDescription d, OnnxPlace place, Flow flow, Scaler? scaler)
    {
        graph.Scope = "output";
        Flow output = flow with { Value = scaler is not null && d.ScalesOutputs ? Unscale(graph, flow.Value, d, scaler) : flow.Value };
        if (!flow.Shape.IsSequence)
        {
            graph.Output("output", output.Value, 0, d.Outputs);
        }
        else if (place.Streaming)
        {
            graph.Output("output", graph.Squeeze(output.Value, 0), 0, d.Outputs);
        }
        else
        {
            graph.Output("output", graph.Transpose(graph.Masked(output), 1, 0, 2), 0, d.OutputSteps, d.Outputs);
        }

        foreach ((string name, string value, int[] shape) in place.Further)
        {
            graph.Output(name, value, shape);
        }
    }

    /// <summary>(x − offset) / scale, column by column. What a float does not hold of an offset is subtracted behind what it holds, so that no runtime has to know doubles.</summary>
    private static string Scale(OnnxGraph graph, string value, Scaler scaler)
    {
        foreach (float[] part in Parts(scaler.InputOffsets).Where(part => part.Any(offset => offset != 0f)))
        {
            value = graph.Node("Sub", [value, graph.Tensor("offset", part, part.Length)]);
        }

        float[] scales = [.. scaler.InputScales.ToArray().Select(scale => (float)scale)];
        return scales.All(scale => scale == 1f) ? value : graph.Node("Div", [value, graph.Tensor("scale", scales, scales.Length)]);
    }

    /// <summary>x · scale + offset, for each value of an output step what the model does to it.</summary>
    private static string Unscale(OnnxGraph graph, string value, ModelDescription d, Scaler scaler)
    {
        double[] offsets = Unscaled(0f), scales = [.. Unscaled(1f).Zip(offsets, (one, zero) => one - zero)];
        if (scales.Any(scale => (float)scale != 1f))
        {
            value = graph.Multiply(value, graph.Tensor("scale", [.. scales.Select(scale => (float)scale)], d.Outputs));
        }

        foreach (float[] part in Parts(offsets).Reverse().Where(part => part.Any(offset => offset != 0f)))
        {
            value = graph.Add(value, graph.Tensor("offset", part, d.Outputs));
        }

        return value;

        double[] Unscaled(float from)
        {
            float[] outputs = new float[d.Outputs];
            double[] values = new double[d.Outputs];
            outputs.AsSpan().Fill(from);
            if (d.Distribution is { } distribution)
            {
                distribution.Unscale(scaler, outputs, values);
            }
            else
            {
                scaler.UnscaleOutput(outputs, values);
            }

            return values;
        }
    }

    private static float[][] Parts(ReadOnlySpan<double> values)
    {
        float[] rounded = [.. values.ToArray().Select(value => (float)value)], rest = [.. values.ToArray().Select(value => (float)(value - (float)value))];
        return [rounded, rest];
    }
}
