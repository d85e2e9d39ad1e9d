package org.kith.app.platform

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import org.kith.core.SecureStore
import org.kith.core.ShellException
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.util.Base64
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * The core's secrets, each in a file of its own, sealed with a key that never leaves the Android Keystore.
 *
 * Syncing in the background needs them, so nobody is asked to unlock. A secret whose key is gone, as after a restore
 * onto another phone, counts as vanished: the core then says how to come back.
 */
class KeyVault(
    context: Context,
) : SecureStore {
    private val folder = File(context.noBackupFilesDir, "vault")

    override fun get(name: String): ByteArray? =
        answered {
            val sealed = file(name).takeIf(File::exists)?.readBytes() ?: return@answered null
            val key = key() ?: return@answered null
            try {
                val length = sealed.first().toInt()
                val cipher = Cipher.getInstance(CIPHER)
                cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, sealed, 1, length))
                cipher.doFinal(sealed, 1 + length, sealed.size - 1 - length)
            } catch (_: KeyPermanentlyInvalidatedException) {
                null
            } catch (_: AEADBadTagException) {
                null
            }
        }

    override fun put(
        name: String,
        secret: ByteArray,
    ) = answered {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, key() ?: make())
        val sealed = byteArrayOf(cipher.iv.size.toByte()) + cipher.iv + cipher.doFinal(secret)
        folder.mkdirs()
        val fresh = File(folder, "new")
        fresh.outputStream().use {
            it.write(sealed)
            it.fd.sync()
        }
        if (!fresh.renameTo(file(name))) throw IOException("could not rename")
    }

    /** A file's name for any name the core thinks of. */
    private fun file(name: String) = File(folder, Base64.getUrlEncoder().withoutPadding().encodeToString(name.toByteArray()))

    private fun key(): SecretKey? = KeyStore.getInstance(STORE).apply { load(null) }.getKey(ALIAS, null) as? SecretKey

    private fun make(): SecretKey {
        val spec =
            KeyGenParameterSpec
                .Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(KEY_BITS)
                .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(spec) }.generateKey()
    }

    /** What the Keystore cannot do now, the core is told; it tries again later. */
    private fun <T> answered(work: () -> T): T =
        try {
            work()
        } catch (error: GeneralSecurityException) {
            throw ShellException.Failed(error.javaClass.simpleName)
        } catch (error: IOException) {
            throw ShellException.Failed(error.javaClass.simpleName)
        }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val ALIAS = "kith-wrap"
        const val CIPHER = "AES/GCM/NoPadding"
        const val TAG_BITS = 128
        const val KEY_BITS = 256
    }
}
