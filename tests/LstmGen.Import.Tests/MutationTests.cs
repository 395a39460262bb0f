using System.Diagnostics;
using System.Globalization;
using LstmGen.Compiler;
using LstmGen.Import.Formats;
using LstmGen.Import.Loading;

namespace LstmGen.Import.Tests;

/// <summary>
/// Damaged files of every format: reading one ends in an answer or in an <see cref="InvalidDataException"/>, soon, and without taking memory that the file does not have. How many are
/// tried is a matter of <c>LSTMGEN_MUTATIONS</c>; eng/mutated-files.sh tries a million of each.
/// </summary>
public sealed class MutationTests
{
    private const int Fewest = 300;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : Fewest;

    [Theory]
    [InlineData("lstm_model.keras")]
    [InlineData("keras21-gru.h5")]
    [InlineData("torch-lstm2-dynamic.onnx")]
    [InlineData("torch-lstm-state.onnx")]
    [InlineData("rtneural-lstm-1d.json")]
    [InlineData("nam-lstm-1x3.nam")]
    public void A_damaged_network_is_refused(string name) => Try(name, bytes => FileImporter.Read(bytes, name, new ImportOptions { LookBack = 4 }));

    [Theory]
    [InlineData("cwru-lstm.pt")]
    [InlineData("torch-checkpoint.pt")]
    [InlineData("torch-legacy.pt")]
    [InlineData("torch-bilstm-steps.safetensors")]
    [InlineData("torch-calls-function.pt")]
    [InlineData("torch-whole-module.pt")]
    public void Damaged_weights_are_refused(string name)
    {
        SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 4 }, new LstmAttribute(8), new DenseAttribute(4)));
        Try(name, bytes => Matcher.Match(model.Description, ModelLoading.ReadTorch(bytes, new ImportOptions(), name).Modules, name));
    }

    [Theory]
    [InlineData("keras21-gru.h5")]
    [InlineData("lstm_model.keras")]
    public void Damaged_weights_of_Keras_are_refused(string name)
    {
        SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 4 }, new GruAttribute(64) { ResetAfter = false }, new GruAttribute(64) { ResetAfter = false }, new DenseAttribute(1)));
        Try(name, bytes => Matcher.Match(model.Description, ModelLoading.ReadKeras(bytes, new ImportOptions(), name).Modules, name));
    }

    private static void Try(string name, Action<byte[]> read)
    {
        byte[] whole = File.ReadAllBytes(SharedModels.Find(name));
        int count = Count;
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] damaged = Mutate(whole, new Random(HashCode.Combine(name.Length, i)));
            var clock = Stopwatch.StartNew();
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(damaged);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"Mutation {i} of {name}: {other}");
            }

            // All that was ever taken, garbage too: a length that lies would show in it at once.
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < (2L * whole.Length) + (1 << 21), $"Mutation {i} of {name} took {taken} bytes of memory for a file of {damaged.Length}.");
            Assert.True(clock.Elapsed < s_longest, $"Mutation {i} of {name} took {clock.Elapsed}.");
        }

        Assert.True(refused > 0, $"None of {count} mutations of {name} was refused.");
    }

    /// <summary>One to eight changes: a bit, a byte, a number, a part that is gone, doubled or moved; most of them where formats keep their structure.</summary>
    private static byte[] Mutate(byte[] whole, Random random)
    {
        const int Structure = 8_192;
        byte[] bytes = [.. whole];
        for (int changes = random.Next(1, 9); changes > 0 && bytes.Length > 16; changes--)
        {
            int Place() => random.Next(4) switch
            {
                0 => random.Next(bytes.Length),
                1 => Math.Max(bytes.Length - 1 - random.Next(Math.Min(Structure, bytes.Length)), 0),
                _ => random.Next(Math.Min(Structure, bytes.Length)),
            };
            int at = Place();
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 or 2:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes[at] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => 0x7F };
                    break;
                case 4:
                    int length = Math.Min(random.Next(1, 9), bytes.Length - at);
                    byte fill = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    bytes.AsSpan(at, length).Fill(fill);
                    break;
                case 5 when random.Next(4) == 0:
                    bytes = bytes[..at];
                    break;
                case 6:
                    int cut = Math.Min(random.Next(1, 64), bytes.Length - at);
                    bytes = [.. bytes[..at], .. bytes[(at + cut)..]];
                    break;
                case 7:
                    int again = Math.Min(random.Next(1, 64), bytes.Length - at);
                    bytes = [.. bytes[..(at + again)], .. bytes[at..]];
                    break;
                default:
                    int from = Place();
                    int moved = Math.Min(random.Next(1, 32), bytes.Length - Math.Max(from, at));
                    bytes.AsSpan(from, moved).ToArray().CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return bytes;
    }
}
