using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using LstmGen.Forecasting;
using LstmGen.Persistence;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Persistence;

public sealed class SaveAndLoadTests
{
    [Fact]
    public void What_was_saved_is_loaded()
    {
        RuleModel saved = TrainedModel();
        RuleModel loaded = Model();
        loaded.Load(Bytes(saved));

        Assert.Equal(saved.MutableParameters.ToArray(), loaded.MutableParameters.ToArray());
        Assert.Equal(saved.MutableParameters.ToArray(), loaded.SeenByKernels);
        Assert.Equal(saved.Scaler!.InputOffsets.ToArray(), loaded.Scaler!.InputOffsets.ToArray());
        Assert.Equal(saved.Scaler.InputScales.ToArray(), loaded.Scaler.InputScales.ToArray());
        Assert.Equal(saved.Scaler.OutputOffsets.ToArray(), loaded.Scaler.OutputOffsets.ToArray());
        Assert.Equal(saved.Scaler.OutputScales.ToArray(), loaded.Scaler.OutputScales.ToArray());
        Assert.Equal(Scaling.Standard, loaded.Scaler.Kind);
        Assert.Equal([1], loaded.Layout!.TargetFeatures.ToArray());
        Assert.Equal((3, 1, 2, 0), (loaded.Layout.Features, loaded.Layout.Known, loaded.Layout.Horizon, loaded.Layout.Gap));
    }

    [Fact]
    public void An_untrained_model_comes_back_without_scaler_and_layout()
    {
        RuleModel loaded = TrainedModel();
        loaded.Load(Bytes(Model()));

        Assert.Null(loaded.Scaler);
        Assert.Null(loaded.Layout);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_under_any_culture()
    {
        byte[] bytes = Bytes(TrainedModel()).ToArray();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(bytes, Bytes(TrainedModel()).ToArray());
            Model().Load(new MemoryStream(bytes));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Read by another reader than ours, following the words of the format.</summary>
    [Fact]
    public void The_file_is_SafeTensors()
    {
        RuleModel model = TrainedModel();
        byte[] file = Bytes(model).ToArray();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal((byte)'{', file[8]);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        Assert.All(header.RootElement.GetProperty("__metadata__").EnumerateObject(), p => Assert.Equal(JsonValueKind.String, p.Value.ValueKind));
        Assert.Equal("RuleModel", header.RootElement.GetProperty("__metadata__").GetProperty("model").GetString());

        JsonElement bias = header.RootElement.GetProperty("dense.bias");
        Assert.Equal("F32", bias.GetProperty("dtype").GetString());
        Assert.Equal([3], bias.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal([24, 36], bias.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(8 + length + 36, file.Length);
        Assert.Equal(model.MutableParameters[6], BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length + 24)));
        Assert.Equal(model.MutableParameters[0], BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length)));
    }

    [Fact]
    public void A_file_of_another_tool_in_another_order_is_taken_by_its_names()
    {
        RuleModel model = Model();
        model.Load(SafeTensors(
            """{"dense.bias":{"data_offsets":[0,12],"shape":[3],"dtype":"F32"},"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[12,36]}}""",
            [1, 2, 3, 4, 5, 6, 7, 8, 9]));

        Assert.Equal([4f, 5f, 6f, 7f, 8f, 9f, 1f, 2f, 3f], model.MutableParameters.ToArray());
    }

    [Theory]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""", "Expected the tensor 'dense.bias' [3]; found 'dense.kernel'")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}""", "shape [2, 3], found [3, 2]")]
    [InlineData("""{"dense.kernel":{"dtype":"F16","shape":[2,3],"data_offsets":[0,24]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}""", "Expected 12 bytes for 'dense.kernel'")]
    [InlineData("""{"dense.kernel":{"dtype":"I32","shape":[2,3],"data_offsets":[0,24]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}""", "as F32, F16, BF16 or F64, found I32")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}}""", "overlap or leave a hole")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[28,40]}}""", "overlap or leave a hole")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,20]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}""", "Expected 24 bytes for 'dense.kernel'")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[24,0]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}""", "Expected 24 bytes for 'dense.kernel'")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[-4,20]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}""", "whole numbers")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense.kernel":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}""", "twice")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense.bias":{"dtype":"F32","shape":[3],"data_offsets":[24,36]},"x":{"dtype":"F32","shape":[0],"data_offsets":[36,36]}}""", "Found the tensor 'x'")]
    [InlineData("""{"dense.kernel":{"dtype":"F32","shape":[2,3]}}""", "data_offsets")]
    [InlineData("""{"dense.kernel":3}""", "expected an object as 'dense.kernel'")]
    [InlineData("""{"__metadata__":{"a":1}}""", "expected a string")]
    [InlineData("""{"\ud800":{}}""", "valid JSON")]
    [InlineData("[]", "expected an object")]
    [InlineData("{} {}", "valid JSON")]
    [InlineData("{", "valid JSON")]
    public void A_header_that_does_not_fit_is_refused(string header, string message) =>
        Refused(SafeTensors(header, [1, 2, 3, 4, 5, 6, 7, 8, 9]), message);

    [Theory]
    [InlineData("format_version", "2", "Expected '1' as format_version, found '2'")]
    [InlineData("look_back", "7", "Expected '4' as look_back, found '7'")]
    [InlineData("scaling", "MinMax", "Expected 'Standard' as scaling, found 'MinMax'")]
    [InlineData("scaler.input_scales", "1 2", "Expected 3 values as scaler.input_scales, found 2")]
    [InlineData("scaler.input_scales", "1 0 1", "values above 0")]
    [InlineData("scaler.input_offsets", "1 NaN 1", "finite numbers")]
    [InlineData("scaler.input_offsets", "1 1e99 1", "finite numbers")]
    [InlineData("scaler.output_offsets", "1 2 3", "divides 2")]
    [InlineData("forecast.target_features", "5", "distinct features")]
    [InlineData("forecast.target_features", "1 1", "distinct features")]
    [InlineData("forecast.horizon", "0", "from 1 to 2")]
    [InlineData("forecast.known", "3", "from 0 to 2")]
    [InlineData("forecast.gap", "-1", "from 0")]
    public void Metadata_that_do_not_fit_are_refused(string key, string value, string message)
    {
        byte[] file = Bytes(TrainedModel()).ToArray();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        SafeTensorsHeader header = SafeTensorsHeader.Read(file.AsSpan(8, length));
        Assert.True(header.Metadata.ContainsKey(key));
        header.Metadata[key] = value;
        byte[] changed = SafeTensorsHeader.Write(
            header.Metadata.Select(m => (m.Key, m.Value)),
            header.Tensors.Select(t => (t.Key, Array.ConvertAll(t.Value.Shape, d => (int)d), t.Value.Begin, t.Value.End)));

        Refused(File(changed, file.AsSpan(8 + length)), message);
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        byte[] file = Bytes(TrainedModel()).ToArray();
        Refused(new MemoryStream([]), "found 0 bytes");
        Refused(new MemoryStream(file[..^1]), "cut short");
        Refused(new MemoryStream(file[..100]), "cut short");
        Refused(new MemoryStream([.. file, 0]), "more follows");

        byte[] huge = [.. file];
        BinaryPrimitives.WriteUInt64LittleEndian(huge, ulong.MaxValue);
        Refused(new MemoryStream(huge), "the format allows 100000000");
        BinaryPrimitives.WriteUInt64LittleEndian(huge, 99_000_000);
        Refused(new MemoryStream(huge), "cut short");

        byte[] nan = [.. file];
        BinaryPrimitives.WriteSingleLittleEndian(nan.AsSpan(^4), float.NaN);
        Refused(new MemoryStream(nan), "Value 2 of 'dense.bias' is NaN");
    }

    [Fact]
    public void Another_models_file_is_refused()
    {
        RuleModel other = new((_, _) => { }, lookBack: 4, features: 3, outputs: 2, scaling: Scaling.Standard, name: "Other", units: 5);
        Refused(Bytes(other), "Expected 'dense.kernel' with the shape [2, 3], found [2, 5]");
        Refused(Bytes(new RuleModel((_, _) => { }, lookBack: 4, features: 3, outputs: 1)), "Expected '2' as outputs, found '1'");
    }

    [Fact]
    public void A_model_that_is_not_finite_is_not_saved()
    {
        RuleModel model = TrainedModel();
        model.MutableParameters[7] = float.PositiveInfinity;
        MemoryStream stream = new();

        Assert.Contains("Value 1 of 'dense.bias' is +infinity", Assert.Throws<InvalidOperationException>(() => model.Save(stream)).Message);
        Assert.Equal(0, stream.Length);
    }

    internal static RuleModel Model() => new((_, _) => { }, lookBack: 4, features: 3, outputs: 2, scaling: Scaling.Standard);

    /// <summary>A model with everything that a file can hold.</summary>
    internal static RuleModel TrainedModel()
    {
        RuleModel model = Model();
        float[] rows = [.. Enumerable.Range(0, 40).Select(i => i * 0.37f)];
        SeriesTable table = SeriesTable.Of(("a", rows), ("b", rows.Select(v => v * v).ToArray()), ("k", rows.Select(v => v / 3).ToArray()));
        model.PrepareTraining(WindowDataset.Of(table, lookBack: 4, targets: ["b"], known: ["k"], horizon: 2));
        for (int i = 0; i < model.MutableParameters.Length; i++)
        {
            model.MutableParameters[i] = 1.5f / (i + 1) * (i % 2 == 0 ? 1 : -1);
        }

        model.ParametersChanged();
        return model;
    }

    internal static MemoryStream Bytes(SequenceModel model)
    {
        MemoryStream stream = new();
        model.Save(stream);
        stream.Position = 0;
        return stream;
    }

    private static MemoryStream SafeTensors(string header, float[] values)
    {
        byte[] data = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), values[i]);
        }

        return File(System.Text.Encoding.UTF8.GetBytes(header), data);
    }

    private static MemoryStream File(byte[] header, ReadOnlySpan<byte> data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return new MemoryStream([.. length, .. header, .. data]);
    }

    /// <summary>Refused with the documented exception, and nothing changed.</summary>
    private static void Refused(Stream stream, string message)
    {
        RuleModel model = TrainedModel();
        (float[] parameters, Scaler? scaler, ForecastLayout? layout) = (model.MutableParameters.ToArray(), model.Scaler, model.Layout);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => model.Load(stream));
        Assert.Contains("cannot be loaded into RuleModel", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Equal(parameters, model.MutableParameters.ToArray());
        Assert.Equal(parameters, model.SeenByKernels);
        Assert.Same(scaler, model.Scaler);
        Assert.Same(layout, model.Layout);
    }
}
