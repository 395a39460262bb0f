using System.Text;
using System.Text.Json;
using CsCheck;
using LstmGen.Persistence;

namespace LstmGen.Tests.Persistence;

/// <summary>The header's reader against System.Text.Json, which writes for it and judges what it accepts.</summary>
public sealed class JsonScannerTests
{
    private const string Symbols = "\"\\{}[],:0123456789eE.-+u ntrb/";

    private static readonly Gen<Entry> s_entry = Gen.Select(
        Gen.String, Gen.Long[0, long.MaxValue].Array[0, 5], Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue],
        (name, shape, begin, end) => new Entry(name, shape, begin, end));

    [Fact]
    public void What_the_other_writes_is_read_the_same() =>
        Gen.Select(s_entry.Array[0, 6], Gen.Select(Gen.String, Gen.String).Array[0, 6], Gen.Bool).Sample((entries, metadata, indented) =>
        {
            Entry[] tensors = [.. entries.DistinctBy(entry => entry.Name).Where(entry => entry.Name != "__metadata__")];
            (string Key, string Value)[] pairs = [.. metadata.DistinctBy(pair => pair.Item1).Select(pair => (pair.Item1, pair.Item2))];
            SafeTensorsHeader header = SafeTensorsHeader.Read(Write(tensors, pairs, indented));

            Assert.Equal(tensors.Select(entry => Readable(entry.Name)), header.Tensors.Keys);
            foreach ((Entry expected, SafeTensorsHeader.Tensor found) in tensors.Zip(header.Tensors.Values))
            {
                Assert.Equal(("F32", expected.Begin, expected.End), (found.Type, found.Begin, found.End));
                Assert.Equal(expected.Shape, found.Shape);
            }

            Assert.Equal(pairs.Select(pair => (Readable(pair.Key), Readable(pair.Value))), header.Metadata.Select(pair => (pair.Key, pair.Value)));
        });

    /// <summary>Bytes changed at random: what is accepted is JSON, and says the same to the other reader.</summary>
    [Fact]
    public void What_is_accepted_is_json()
    {
        byte[] header = Write([new("lstm.kernel", [1, 20], 0, 80), new("ü\"\\😀", [], 80, 84)], [("format", "a\tb\u0001")], indented: true);
        Gen.Select(Gen.Int[0, header.Length - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, Symbols.Length - 1].Select(i => (byte)Symbols[i]))).Array[1, 3].Sample(
            changes =>
            {
                byte[] changed = [.. header];
                foreach ((int place, byte value) in changes)
                {
                    changed[place] = value;
                }

                SafeTensorsHeader read;
                try
                {
                    read = SafeTensorsHeader.Read(changed);
                }
                catch (InvalidDataException)
                {
                    return;
                }

                using JsonDocument judge = JsonDocument.Parse(changed);
                Assert.Equal(
                    judge.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__").Select(p => p.Name), read.Tensors.Keys);
                Assert.All(read.Tensors.Values, tensor => Assert.Equal(
                    judge.RootElement.GetProperty(tensor.Name).GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64()),
                    [tensor.Begin, tensor.End]));
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""")]
    [InlineData("""{"a":{"dtype":"F32" "shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"\q":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"\u00g0":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"\udc00\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("{\"a\tb\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("""{"__metadata__":{"a":"b""")]
    [InlineData("")]
    public void What_is_no_such_json_is_refused(string header) =>
        Assert.Throws<InvalidDataException>(() => SafeTensorsHeader.Read(Encoding.UTF8.GetBytes(header)));

    [Fact]
    public void Text_that_is_no_utf8_is_refused()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"__metadata__":{"a":"b"}}""");
        Assert.Single(SafeTensorsHeader.Read(header).Metadata);
        header[^4] = 0xff;
        Assert.Throws<InvalidDataException>(() => SafeTensorsHeader.Read(header));
    }

    private static byte[] Write(Entry[] tensors, (string Key, string Value)[] metadata, bool indented)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = indented }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            foreach (Entry tensor in tensors)
            {
                json.WritePropertyName(tensor.Name);
                JsonSerializer.Serialize(json, new { dtype = "F32", shape = tensor.Shape, data_offsets = new[] { tensor.Begin, tensor.End } });
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Half characters are written as the replacement character.</summary>
    private static string Readable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private sealed record Entry(string Name, long[] Shape, long Begin, long End);
}
