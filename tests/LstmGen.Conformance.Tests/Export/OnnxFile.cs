using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Conformance.Export;

/// <summary>An exported model as ONNX Runtime sees it.</summary>
internal sealed class OnnxFile : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxFile(SequenceModel model, OnnxExportOptions? options = null)
    {
        using MemoryStream stream = new();
        model.ExportOnnx(stream, options);
        Bytes = stream.ToArray();
        using SessionOptions settings = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(Bytes, settings);
    }

    public byte[] Bytes { get; }

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Whole windows.</summary>
    public float[] Run(float[] windows, int rows, int[]? lengths = null)
    {
        long[] shape = [rows, .. Inputs["input"].Dimensions.Skip(1).Select(size => (long)size)];
        Dictionary<string, OrtValue> inputs = new() { ["input"] = OrtValue.CreateTensorValueFromMemory(windows, shape) };
        if (lengths is not null)
        {
            inputs.Add("lengths", OrtValue.CreateTensorValueFromMemory(lengths.Select(length => (long)length).ToArray(), [rows]));
        }

        return Run(inputs)["output"];
    }

    /// <summary>Every output, by its name.</summary>
    public Dictionary<string, float[]> Run(Dictionary<string, OrtValue> inputs)
    {
        using RunOptions options = new();
        string[] names = [.. Outputs.Keys];
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(options, inputs, names);
        Dictionary<string, float[]> values = names.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
        inputs.Values.ToList().ForEach(value => value.Dispose());
        return values;
    }

    /// <summary>A stream, step by step from states of zeros.</summary>
    /// <param name="steps">Values of the steps of every stream: [stream][step][features].</param>
    /// <returns>[stream][step][outputs].</returns>
    public float[] Walk(float[] steps, int streams)
    {
        int features = Inputs["input"].Dimensions[^1], outputs = Outputs["output"].Dimensions[^1], count = steps.Length / streams / features;
        Dictionary<string, float[]> states = Inputs.Where(input => input.Key != "input")
            .ToDictionary(input => input.Key, input => new float[streams * input.Value.Dimensions.Skip(1).Aggregate(1, (size, next) => size * next)]);
        float[] answers = new float[streams * count * outputs];
        for (int step = 0; step < count; step++)
        {
            float[] now = [.. Enumerable.Range(0, streams).SelectMany(stream => steps.Skip((stream * count + step) * features).Take(features))];
            Dictionary<string, OrtValue> inputs = states.Append(new("input", now)).ToDictionary(
                input => input.Key,
                input => OrtValue.CreateTensorValueFromMemory(input.Value, [streams, .. Inputs[input.Key].Dimensions.Skip(1).Select(size => (long)size)]));
            Dictionary<string, float[]> results = Run(inputs);
            states = states.Keys.ToDictionary(name => name, name => results[$"{name}_next"]);
            for (int stream = 0; stream < streams; stream++)
            {
                results["output"].AsSpan(stream * outputs, outputs).CopyTo(answers.AsSpan((stream * count + step) * outputs));
            }
        }

        return answers;
    }

    public void Dispose() => _session.Dispose();
}
