using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using CsCheck;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Persistence;

/// <summary>Weights as other tools write them: metadata of theirs, and numbers in other formats.</summary>
public sealed class NumberFormatTests
{
    [Theory]
    [InlineData("""{"format":"pt"}""")]
    [InlineData("""{"format":"np"}""")]
    [InlineData("""{"format":"tf","format_version":"3","made_by":"someone"}""")]
    [InlineData("{}")]
    public void Metadata_of_other_tools_are_taken(string metadata)
    {
        RuleModel model = Loaded("F32", 4, (i, bytes) => BinaryPrimitives.WriteSingleLittleEndian(bytes, i + 0.5f), metadata);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => i + 0.5f), model.MutableParameters.ToArray());
    }

    [Fact]
    public void A_shape_that_metadata_of_another_tool_name_is_that_of_the_model()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(
            () => Loaded("F32", 4, (_, bytes) => bytes.Clear(), """{"format":"pt","look_back":"7"}"""));
        Assert.Contains("Expected '4' as look_back, found '7'", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>All finite halves and bfloat16s, against their definition in integers and powers of two.</summary>
    [Theory]
    [InlineData("F16", 5, 10)]
    [InlineData("BF16", 8, 7)]
    public void Every_short_number_is_exact(string type, int exponentBits, int fractionBits)
    {
        int bias = (1 << (exponentBits - 1)) - 1, infinite = (1 << exponentBits) - 1;
        ushort[] finite = [.. Enumerable.Range(0, 65_536).Where(bits => ((bits >> fractionBits) & infinite) != infinite).Select(bits => (ushort)bits)];
        for (int first = 0; first < finite.Length; first += 9)
        {
            int start = Math.Min(first, finite.Length - 9);
            RuleModel model = Loaded(type, 2, (i, bytes) => BinaryPrimitives.WriteUInt16LittleEndian(bytes, finite[start + i]));
            for (int i = 0; i < 9; i++)
            {
                int bits = finite[start + i], exponent = (bits >> fractionBits) & infinite, fraction = bits & ((1 << fractionBits) - 1);
                double magnitude = exponent == 0
                    ? fraction * Math.ScaleB(1.0, 1 - bias - fractionBits)
                    : (fraction + (1 << fractionBits)) * Math.ScaleB(1.0, exponent - bias - fractionBits);
                double expected = bits >> 15 == 0 ? magnitude : -magnitude;
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(model.MutableParameters[i]));
            }
        }
    }

    /// <summary>Doubles against a nearest float found by exact comparison of its neighbours, ties to the even one.</summary>
    [Fact]
    public void Doubles_go_to_the_nearest_float() =>
        Gen.Select(Gen.Double[-1e38, 1e38], Gen.Int[-180, 0]).Select((value, shift) => Math.ScaleB(value, shift)).Array[9].Sample(
            values =>
            {
                RuleModel model = Loaded("F64", 8, (i, bytes) => BinaryPrimitives.WriteDoubleLittleEndian(bytes, values[i]));
                for (int i = 0; i < 9; i++) Assert.Equal(Nearest(values[i]), model.MutableParameters[i]);
            },
            iter: 2_000);

    [Theory]
    [InlineData(1e39)]
    [InlineData(-1e300)]
    [InlineData(3.4028236e38)]
    public void A_double_beyond_the_range_of_floats_is_refused_by_tensor_and_index(double value)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(
            () => Loaded("F64", 8, (i, bytes) => BinaryPrimitives.WriteDoubleLittleEndian(bytes, i == 7 ? value : 1)));
        Assert.Contains("Value 1 of 'dense.bias' is", refused.Message, StringComparison.Ordinal);
        Assert.Contains("beyond the range of a float", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F16", 0x7C00, "+infinity")]
    [InlineData("F16", 0x7E00, "NaN")]
    [InlineData("BF16", 0xFF80, "-infinity")]
    [InlineData("BF16", 0x7FC0, "NaN")]
    public void What_is_no_number_is_refused_in_every_format(string type, int bits, string name)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(
            () => Loaded(type, 2, (i, bytes) => BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(i == 2 ? bits : 0))));
        Assert.Contains($"Value 2 of 'dense.kernel' is {name}", refused.Message.Replace('−', '-'), StringComparison.Ordinal);
    }

    [Fact]
    public void Infinite_doubles_are_refused()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(
            () => Loaded("F64", 8, (i, bytes) => BinaryPrimitives.WriteDoubleLittleEndian(bytes, i == 2 ? double.NegativeInfinity : 0)));
        Assert.Contains("Value 2 of 'dense.kernel' is", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I8")]
    [InlineData("F8_E4M3")]
    [InlineData("BOOL")]
    [InlineData("f32")]
    public void Other_formats_are_refused_by_name(string type)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Loaded(type, 1, (_, bytes) => bytes.Clear()));
        Assert.Contains($"Expected 'dense.kernel' as F32, F16, BF16 or F64, found {type}", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Each tensor has a format of its own, in an order of its own.</summary>
    [Fact]
    public void Formats_may_be_mixed()
    {
        byte[] data = new byte[6 * 8 + 3 * 2];
        for (int i = 0; i < 3; i++) BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(2 * i), (Half)(10 + i));
        for (int i = 0; i < 6; i++) BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(6 + 8 * i), i);
        RuleModel model = SaveAndLoadTests.Model();
        model.Load(File("""{"dense.bias":{"dtype":"F16","shape":[3],"data_offsets":[0,6]},"dense.kernel":{"dtype":"F64","shape":[2,3],"data_offsets":[6,54]}}""", data));
        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f, 10f, 11f, 12f], model.MutableParameters.ToArray());
        Assert.Equal(model.MutableParameters.ToArray(), model.SeenByKernels);
    }

    private static float Nearest(double value)
    {
        float near = (float)value;
        foreach (float candidate in (float[])[float.BitDecrement(near), float.BitIncrement(near)])
        {
            // Exact: the difference of a double and a float near it, in whole steps of 2⁻¹⁰⁷⁴.
            BigInteger other = BigInteger.Abs(Steps(value) - Steps(candidate)), own = BigInteger.Abs(Steps(value) - Steps(near));
            if (other < own || (other == own && (BitConverter.SingleToInt32Bits(near) & 1) == 1)) near = candidate;
        }

        return near;
    }

    private static BigInteger Steps(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger fraction = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        BigInteger steps = fraction << Math.Max(exponent - 1, 0);
        return bits < 0 ? -steps : steps;
    }

    /// <summary>The model of six kernel values and three of the bias, from a file of one number format.</summary>
    private static RuleModel Loaded(string type, int size, Writer write, string? metadata = null)
    {
        byte[] data = new byte[9 * size];
        for (int i = 0; i < 9; i++) write(i, data.AsSpan(i * size, size));
        string start = metadata is null ? "" : $"\"__metadata__\":{metadata},";
        RuleModel model = SaveAndLoadTests.Model();
        float[] before = model.MutableParameters.ToArray();
        try
        {
            string kernel = $"\"dense.kernel\":{{\"dtype\":\"{type}\",\"shape\":[2,3],\"data_offsets\":[0,{6 * size}]}}";
            string bias = $"\"dense.bias\":{{\"dtype\":\"{type}\",\"shape\":[3],\"data_offsets\":[{6 * size},{9 * size}]}}";
            model.Load(File("{" + start + kernel + "," + bias + "}", data));
        }
        catch (InvalidDataException)
        {
            Assert.Equal(before, model.MutableParameters.ToArray());
            throw;
        }

        return model;
    }

    private static byte[] File(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. data];
    }

    private delegate void Writer(int index, Span<byte> bytes);
}
