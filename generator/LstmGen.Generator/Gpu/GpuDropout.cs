using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>The masks of dropout (LstmGen.Kernels.DropoutMask): Philox4x32-10 (Salmon et al. 2011) of a value's place in the run, so that they are those of the processor.</summary>
internal static class GpuDropout
{
    private const int Rounds = 10;
    private const uint Domain = 0x8000_0000;

    public static void Write(GpuElements.Place place, Drop of, GpuView x, GpuView mask, GpuView y)
    {
        PtxKernel kernel = place.Kernel;

        // Sixteen values share four counters: word w of counter + b is value 4·w + b.
        string inGroup = kernel.Op("and.b32", place.Value, 15);
        string counter = kernel.Op("add.u32", kernel.Op("shl.b32", place.Step, 14), kernel.Op("shl.b32", kernel.Op("shr.u32", place.Value, 4), 2));
        string[] words =
        [
            kernel.Op("add.u32", counter, kernel.Op("and.b32", inGroup, 3)),
            Number(kernel, Domain | (uint)of.Layer),
            kernel.Op("add.u32", place.Row, kernel.Argument32(GpuArgument.FirstRow)),
            kernel.Op("add.u32", kernel.Argument32(GpuArgument.NoiseStep), 0),
        ];
        Encrypt(kernel, words);
        string which = kernel.Op("shr.u32", inGroup, 2), drawn = words[0];
        for (int word = 1; word < words.Length; word++)
        {
            string chosen = kernel.Word();
            kernel.Do($"selp.b32 {chosen}, {words[word]}, {drawn}, {kernel.Is("eq.u32", which, word)}");
            drawn = chosen;
        }

        float rate = (float)of.Rate;
        string kept = kernel.Is("ge.u32", drawn, Number(kernel, (uint)(rate * 4_294_967_296.0))), value = kernel.Float();
        kernel.Do($"selp.f32 {value}, {PtxMath.Of(1f / (1f - rate))}, 0f00000000, {kept}");
        place.Store(mask, value);
        place.Store(y, PtxMath.Multiply(kernel, place.Load(x), value));
    }

    private static void Encrypt(PtxKernel kernel, string[] words)
    {
        string key = kernel.Argument64(GpuArgument.NoiseKey), high = kernel.Long(), key0 = kernel.Word(), key1 = kernel.Word();
        kernel.Do($"cvt.u32.u64 {key0}, {key}");
        kernel.Do($"shr.u64 {high}, {key}, 32");
        kernel.Do($"cvt.u32.u64 {key1}, {high}");
        for (int round = 0; round < Rounds; round++)
        {
            (string x0, string x1, string x2, string x3) = (words[0], words[1], words[2], words[3]);
            words[0] = kernel.Op("xor.b32", kernel.Op("xor.b32", kernel.Op("mul.hi.u32", x2, "0xCD9E8D57"), x1), key0);
            words[1] = kernel.Op("mul.lo.u32", x2, "0xCD9E8D57");
            words[2] = kernel.Op("xor.b32", kernel.Op("xor.b32", kernel.Op("mul.hi.u32", x0, "0xD2511F53"), x3), key1);
            words[3] = kernel.Op("mul.lo.u32", x0, "0xD2511F53");
            key0 = kernel.Op("add.u32", key0, "0x9E3779B9");
            key1 = kernel.Op("add.u32", key1, "0xBB67AE85");
        }
    }

    private static string Number(PtxKernel kernel, uint value)
    {
        string word = kernel.Word();
        kernel.Do($"mov.u32 {word}, {value}");
        return word;
    }
}
